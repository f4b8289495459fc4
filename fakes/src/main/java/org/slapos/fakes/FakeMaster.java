package org.slapos.fakes;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.slapos.slap.ConnectionSettings;
import org.slapos.slap.Slap;
import org.slapos.slap.classic.ClassicSlap;
import org.slapos.slap.wire.Marshal;
import org.slapos.slap.wire.Value;

/**
 * A Master that says what a test tells it to say, over real HTTP, and remembers what it was told. Without further orders
 * it answers as slapproxy does; single answers, or all of one call, can be replaced by odd ones.
 */
public final class FakeMaster implements AutoCloseable {
  /** The computer it knows unless told otherwise. */
  public static final String COMPUTER = "COMP-1";

  private static final String LISTING = "getFullComputerInformation";

  private String certificate = "certificate";
  private final String computer;
  private final HttpPeer peer;
  private final Map<String, Value> releases = new LinkedHashMap<>();
  private final Map<String, Value> partitions = new LinkedHashMap<>();
  private final Map<String, Reply> always = new ConcurrentHashMap<>();
  private final Map<String, Queue<Reply>> next = new ConcurrentHashMap<>();
  private final Map<String, Runnable> hooks = new ConcurrentHashMap<>();
  private final List<Call> calls = new CopyOnWriteArrayList<>();
  private final AtomicInteger listingsSent = new AtomicInteger();
  private volatile boolean naming;

  public FakeMaster() {
    this(COMPUTER);
  }

  public FakeMaster(String computer) {
    this.computer = computer;
    peer = new HttpPeer(this::answer);
  }

  public String url() {
    return "http://127.0.0.1:" + peer.port() + "/";
  }

  public Slap slap() {
    return ClassicSlap.connect(ConnectionSettings.of(url()));
  }

  /** A release that the computer shall have, {@code available}, or shall not have, {@code destroyed}. */
  public synchronized FakeMaster supply(String url, String state) {
    var attributes = Value.Dict.builder()
        .put("_computer_guid", computer).put("_software_release", url).put("_requested_state", state)
        .put("_software_instance_list", new Value.ListValue(List.of())).build();
    releases.put(url, release(url, attributes));
    return this;
  }

  private Value release(String url, Value.Dict attributes) {
    return new Value.Instance(
        Value.SlapClass.SOFTWARE_RELEASE, List.of(new Value.Text(url), new Value.Text(computer)),
        Optional.of(attributes));
  }

  public FakeMaster instance(String partition, String url, String state, String timestamp) {
    return instance(partition, url, state, timestamp, Map.of(), Value.Dict.EMPTY);
  }

  /**
   * An instance on a partition.
   *
   * @param parameters its own, beside those that every instance has
   * @param extraAttributes of the partition's object; they replace those of the same name
   */
  public synchronized FakeMaster instance(
      String partition, String url, String state, String timestamp, Map<String, String> parameters,
      Value.Dict extraAttributes) {
    var dict = Value.Dict.builder();
    parameters.forEach(dict::put);
    dict.put("timestamp", timestamp).put("slap_software_type", "default")
        .put("ip_list", new Value.ListValue(List.of(
            new Value.Tuple(List.of(new Value.Text(""), new Value.Text("127.0.0.1"))))));
    var attributes = common(partition, state)
        .put("_need_modification", Value.ofInt(1))
        .put("_software_release_document", release(url, Value.Dict.builder()
            .put("_computer_guid", computer).put("_software_release", url)
            .put("_software_instance_list", new Value.ListValue(List.of())).build()))
        .put("_parameter_dict", dict.build())
        .put("_connection_dict", Value.Dict.EMPTY)
        .build();
    var all = new LinkedHashMap<>(attributes.entries());
    all.putAll(extraAttributes.entries());
    partitions.put(partition, object(partition, new Value.Dict(all)));
    return this;
  }

  /** A partition that nobody uses. */
  public synchronized FakeMaster free(String partition) {
    partitions.put(partition, object(partition, common(partition, "destroyed")
        .put("_need_modification", Value.ofInt(0))
        .put("_software_release_document", Value.None.NONE).build()));
    return this;
  }

  /** Any object in the list of partitions, also one that is no partition. */
  public synchronized FakeMaster partition(String key, Value object) {
    partitions.put(key, object);
    return this;
  }

  private Value.Dict.Builder common(String partition, String state) {
    return Value.Dict.builder()
        .put("_computer_id", computer).put("_partition_id", partition)
        .put("_request_dict", Value.None.NONE)
        .put("_instance_guid", computer + "-" + partition)
        .put("_requested_state", state);
  }

  private Value object(String partition, Value.Dict attributes) {
    return new Value.Instance(
        Value.SlapClass.COMPUTER_PARTITION,
        List.of(new Value.Text(computer), new Value.Text(partition), Value.None.NONE), Optional.of(attributes));
  }

  /** From now on an endpoint answers with this status. */
  public FakeMaster failing(String endpoint, int status) {
    return answering(endpoint, Reply.status(status));
  }

  /** From now on an endpoint answers this. */
  public FakeMaster answering(String endpoint, Reply reply) {
    always.put(endpoint, reply);
    return this;
  }

  /** An endpoint answers these once each, in order, and then as before. */
  public FakeMaster answeringOnce(String endpoint, Reply... replies) {
    next.computeIfAbsent(endpoint, _ -> new ConcurrentLinkedQueue<>()).addAll(List.of(replies));
    return this;
  }

  /** From now on certificates of partitions begin with another word than {@code certificate}. */
  public synchronized FakeMaster certifying(String word) {
    certificate = word;
    return this;
  }

  /** Ends what {@link #failing} and {@link #answering} began. */
  public FakeMaster answeringProperly() {
    always.clear();
    next.clear();
    return this;
  }

  /** The proper answer of a GET, to make an odd one of. */
  public Reply proper(String endpoint) {
    return body(endpoint, Map.of()).map(body -> Reply.of(200, body)).orElseGet(() -> Reply.status(404));
  }

  /** Runs something whenever an endpoint is called. */
  public FakeMaster on(String endpoint, Runnable hook) {
    hooks.put(endpoint, hook);
    return this;
  }

  /** From now on listings have tags, and one that the node has already is not sent. */
  public FakeMaster namingListings() {
    naming = true;
    return this;
  }

  /** How many listings were sent whole. */
  public int listingsSent() {
    return listingsSent.get();
  }

  /** What was posted, in order; {@code startedComputerPartition slappart0}. */
  public List<String> told() {
    return calls.stream().filter(Call::isPost).map(Call::toString).toList();
  }

  /** Everything that was asked and told, in order. */
  public List<Call> calls() {
    return List.copyOf(calls);
  }

  /** What was posted to an endpoint. */
  public List<Call> calls(String endpoint) {
    return calls.stream().filter(call -> call.isPost() && call.endpoint().equals(endpoint)).toList();
  }

  /** Forgets what it was told, not what it has to say. */
  public void forget() {
    calls.clear();
  }

  @Override
  public void close() {
    peer.close();
  }

  private Reply answer(HttpPeer.Request request) {
    String[] target = request.target().split("\\?", 2);
    String endpoint = target[0].substring(1);
    boolean post = request.method().equals("POST");
    Map<String, String> form = form(post ? request.body() : target.length > 1 ? target[1] : "");
    calls.add(new Call(request.method(), endpoint, form, request.headers().getOrDefault("authorization", "")));
    Optional.ofNullable(hooks.get(endpoint)).ifPresent(Runnable::run);
    Optional<Reply> odd = Optional.ofNullable(next.get(endpoint)).flatMap(queue -> Optional.ofNullable(queue.poll()))
        .or(() -> Optional.ofNullable(always.get(endpoint)));
    if (odd.isPresent()) {
      return odd.get();
    }
    Optional<String> body = body(endpoint, form);
    if (body.isEmpty()) {
      return Reply.status(404);
    }
    return endpoint.equals(LISTING)
        ? listing(body.get(), Optional.ofNullable(request.headers().get("if-none-match"))) : Reply.of(200, body.get());
  }

  private Reply listing(String body, Optional<String> known) {
    if (!naming) {
      listingsSent.incrementAndGet();
      return Reply.of(200, body);
    }
    String tag = '"' + Integer.toHexString(body.hashCode()) + '"';
    if (known.isPresent() && known.get().equals(tag)) {
      return Reply.status(304).with("ETag", tag);
    }
    listingsSent.incrementAndGet();
    return Reply.of(200, body).with("ETag", tag);
  }

  private synchronized Optional<String> body(String endpoint, Map<String, String> form) {
    return switch (endpoint) {
      case LISTING -> Optional.of(Marshal.write(new Value.Instance(
          Value.SlapClass.COMPUTER, List.of(new Value.Text(computer)), Optional.of(Value.Dict.builder()
              .put("_computer_id", computer)
              .put("_computer_partition_list", new Value.ListValue(new ArrayList<>(partitions.values())))
              .put("_software_release_list", new Value.ListValue(new ArrayList<>(releases.values()))).build()))));
      case "registerComputerPartition" -> Optional
          .ofNullable(partitions.get(form.getOrDefault("computer_partition_reference", ""))).map(Marshal::write);
      case "getComputerPartitionCertificate" -> Optional.of(Marshal.write(Value.Dict.builder()
          .put("certificate", certificate + " of " + form.getOrDefault("computer_partition_id", ""))
          .put("key", "key of " + form.getOrDefault("computer_partition_id", "")).build()));
      case "getHateoasUrl", "updateComputerPartitionRelatedInstanceList", "changes" -> Optional.empty();
      default -> Optional.of("OK");
    };
  }

  private static Map<String, String> form(String text) {
    var form = new LinkedHashMap<String, String>();
    for (String pair : text.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        String value = URLDecoder.decode(pair.substring(equals + 1), UTF_8);
        form.put(URLDecoder.decode(pair.substring(0, equals), UTF_8), value);
      }
    }
    return form;
  }
}
