package org.slapos.master.api.changes;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.slapos.master.domain.PartitionId;
import org.slapos.master.domain.Register;
import org.slapos.master.domain.Watched;
import org.slapos.master.http.Poll;
import org.slapos.master.http.Request;
import org.slapos.master.http.Response;
import org.slapos.master.store.Store;
import org.slapos.slap.json.JsonText;
import org.slapos.slap.wire.Value;

/**
 * {@code GET /changes?computer_id=…|instance=…[&since=…][&timeout=…]}: what changed since a cursor, at once or when it
 * does. The answer is {@code {"changed": true|false, "cursor": "…"}}, a refusal {@code {"error": "…"}}. The reference
 * has nothing like it.
 */
public final class ChangesApi implements Poll, AutoCloseable {
  public static final String PATH = "/changes";
  /** Each costs two look-ups. */
  private static final int MOST_HYPHENS = 100;

  private final Store store;
  private final String defaultComputer;
  private final Waiters waiters;

  /**
   * The API over a store.
   *
   * @param defaultComputer known even before its first format
   */
  public ChangesApi(Store store, String defaultComputer) {
    this.store = store;
    this.defaultComputer = defaultComputer;
    this.waiters = new Waiters(store);
  }

  @Override
  public CompletableFuture<Response> answer(Request request) {
    WatchedQuery query;
    try {
      query = WatchedQuery.read(request.queryFields());
    } catch (WatchedQuery.BadQuery e) {
      return CompletableFuture.completedFuture(error(400, String.valueOf(e.getMessage())));
    }
    var watched = store.read(register -> find(query.subject(), register));
    if (watched.isEmpty()) {
      return CompletableFuture.completedFuture(error(404, unknown(query.subject())));
    }
    var change = waiters.await(watched.get(), query.since(), query.timeout());
    var answer = change.thenApply(ChangesApi::answer);
    var _ = answer.whenComplete((response, failure) -> change.cancel(false));
    return answer;
  }

  /** How many wait now. */
  public int waiting() {
    return waiters.count();
  }

  /** Answers everybody who waits. */
  @Override
  public void close() {
    waiters.close();
  }

  private Optional<Watched> find(WatchedQuery.Subject subject, Register register) {
    return switch (subject) {
      case WatchedQuery.Subject.OfComputer(var computer) ->
          computer.equals(defaultComputer) || register.computer(computer).isPresent()
              ? Optional.of(new Watched.WholeComputer(computer))
              : Optional.empty();
      case WatchedQuery.Subject.OfInstance(var reference) -> instance(reference, register);
    };
  }

  /** Hyphens may stand in both halves of the reference. */
  private static Optional<Watched> instance(String reference, Register register) {
    return IntStream.range(0, reference.length())
        .filter(index -> reference.charAt(index) == '-')
        .limit(MOST_HYPHENS)
        .mapToObj(index -> instance(reference.substring(0, index), reference.substring(index + 1), register))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static Optional<Watched> instance(String computer, String reference, Register register) {
    var place = new PartitionId(computer, reference);
    if (register.instance(place).isPresent()) {
      return Optional.of(new Watched.InPartition(place));
    }
    return register.shared(computer, reference).map(shared -> new Watched.Shared(computer, reference));
  }

  private static Response answer(Change change) {
    return json(
        200,
        Value.Dict.builder().put("changed", new Value.Bool(change.changed())).put("cursor", change.cursor()).build());
  }

  private static String unknown(WatchedQuery.Subject subject) {
    return switch (subject) {
      case WatchedQuery.Subject.OfComputer(var computer) -> "There is no computer " + computer + ".";
      case WatchedQuery.Subject.OfInstance(var reference) -> "There is no instance " + reference + ".";
    };
  }

  private static Response error(int status, String message) {
    return json(status, Value.Dict.builder().put("error", message).build());
  }

  private static Response json(int status, Value value) {
    var body = JsonText.writeIndented(value, 0).replace("\n", "").getBytes(StandardCharsets.UTF_8);
    return new Response(status, Response.JSON, Map.of("Cache-Control", "no-store"), body);
  }
}
