package org.slapos.grid;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.slapos.slap.ConnectionSettings;
import org.slapos.slap.Slap;
import org.slapos.slap.classic.ClassicSlap;
import org.slapos.slap.wire.Marshal;
import org.slapos.slap.wire.Value;

/** A Master that says what a test tells it to say, over real HTTP, and remembers what it was told. */
public final class FakeMaster implements AutoCloseable {
  public static final String COMPUTER = "COMP-1";

  private final HttpServer server;
  private final Map<String, Value> releases = new LinkedHashMap<>();
  private final Map<String, Value> partitions = new LinkedHashMap<>();
  private final Map<String, Integer> failing = new ConcurrentHashMap<>();
  private final Map<String, Runnable> hooks = new ConcurrentHashMap<>();
  private final List<Call> calls = new CopyOnWriteArrayList<>();
  private final AtomicInteger listingsSent = new AtomicInteger();
  private volatile boolean naming;

  /** One POST. */
  public record Call(String endpoint, Map<String, String> form) {
    public String error() {
      return form.getOrDefault("error_log", "");
    }

    @Override
    public String toString() {
      String subject = form.getOrDefault("computer_partition_id", form.getOrDefault("url", ""));
      return subject.isEmpty() ? endpoint : endpoint + " " + subject;
    }
  }

  public FakeMaster() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::handle);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
  }

  public Slap slap() {
    return ClassicSlap.connect(ConnectionSettings.of(url()));
  }

  public FakeMaster supply(String url, String state) {
    var attributes = Value.Dict.builder()
        .put("_computer_guid", COMPUTER).put("_software_release", url).put("_requested_state", state)
        .put("_software_instance_list", new Value.ListValue(List.of())).build();
    releases.put(url, release(url, attributes));
    return this;
  }

  private static Value release(String url, Value.Dict attributes) {
    return new Value.Instance(
        Value.SlapClass.SOFTWARE_RELEASE, List.of(new Value.Text(url), new Value.Text(COMPUTER)),
        Optional.of(attributes));
  }

  public FakeMaster instance(String partition, String url, String state, String timestamp) {
    return instance(partition, url, state, timestamp, Map.of(), Value.Dict.EMPTY);
  }

  public FakeMaster instance(
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
            .put("_computer_guid", COMPUTER).put("_software_release", url)
            .put("_software_instance_list", new Value.ListValue(List.of())).build()))
        .put("_parameter_dict", dict.build())
        .put("_connection_dict", Value.Dict.EMPTY)
        .build();
    var all = new LinkedHashMap<>(attributes.entries());
    all.putAll(extraAttributes.entries());
    partitions.put(partition, object(partition, new Value.Dict(all)));
    return this;
  }

  public FakeMaster free(String partition) {
    partitions.put(partition, object(partition, common(partition, "destroyed")
        .put("_need_modification", Value.ofInt(0))
        .put("_software_release_document", Value.None.NONE).build()));
    return this;
  }

  private static Value.Dict.Builder common(String partition, String state) {
    return Value.Dict.builder()
        .put("_computer_id", COMPUTER).put("_partition_id", partition)
        .put("_request_dict", Value.None.NONE)
        .put("_instance_guid", COMPUTER + "-" + partition)
        .put("_requested_state", state);
  }

  private static Value object(String partition, Value.Dict attributes) {
    return new Value.Instance(
        Value.SlapClass.COMPUTER_PARTITION,
        List.of(new Value.Text(COMPUTER), new Value.Text(partition), Value.None.NONE), Optional.of(attributes));
  }

  /** From now on an endpoint answers with this status. */
  public FakeMaster failing(String endpoint, int status) {
    failing.put(endpoint, status);
    return this;
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
    return calls.stream().map(Call::toString).toList();
  }

  public List<Call> calls(String endpoint) {
    return calls.stream().filter(call -> call.endpoint().equals(endpoint)).toList();
  }

  public void forget() {
    calls.clear();
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void handle(HttpExchange exchange) throws IOException {
    String endpoint = exchange.getRequestURI().getPath().substring(1);
    Map<String, String> form = form(exchange.getRequestMethod().equals("POST")
        ? new String(exchange.getRequestBody().readAllBytes(), UTF_8)
        : Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse(""));
    if (exchange.getRequestMethod().equals("POST")) {
      calls.add(new Call(endpoint, form));
    }
    Optional.ofNullable(hooks.get(endpoint)).ifPresent(Runnable::run);
    Integer failure = failing.get(endpoint);
    Optional<String> body = failure == null ? body(endpoint, form) : Optional.of("");
    byte[] bytes = body.orElse("").getBytes(UTF_8);
    int status = failure != null ? failure : body.isPresent() ? 200 : 404;
    if (endpoint.equals("getFullComputerInformation") && status == 200) {
      String tag = '"' + Integer.toHexString(body.hashCode()) + '"';
      if (naming) {
        exchange.getResponseHeaders().set("ETag", tag);
      }
      if (naming && tag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
        exchange.sendResponseHeaders(304, -1);
        exchange.close();
        return;
      }
      listingsSent.incrementAndGet();
    }
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private Optional<String> body(String endpoint, Map<String, String> form) {
    return switch (endpoint) {
      case "getFullComputerInformation" -> Optional.of(Marshal.write(new Value.Instance(
          Value.SlapClass.COMPUTER, List.of(new Value.Text(COMPUTER)), Optional.of(Value.Dict.builder()
              .put("_computer_id", COMPUTER)
              .put("_computer_partition_list", new Value.ListValue(new ArrayList<>(partitions.values())))
              .put("_software_release_list", new Value.ListValue(new ArrayList<>(releases.values()))).build()))));
      case "registerComputerPartition" ->
          Optional.ofNullable(partitions.get(form.get("computer_partition_reference"))).map(Marshal::write);
      case "getComputerPartitionCertificate" -> Optional.of(Marshal.write(Value.Dict.builder()
          .put("certificate", "certificate of " + form.get("computer_partition_id"))
          .put("key", "key of " + form.get("computer_partition_id")).build()));
      case "getHateoasUrl", "updateComputerPartitionRelatedInstanceList" -> Optional.empty();
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
