package org.slapos.master.operations;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slapos.master.http.HttpProblem;
import org.slapos.master.http.Request;
import org.slapos.master.http.Response;
import org.slapos.master.http.Routes.Route;
import org.slapos.slap.metrics.MetricsText;

/** {@code GET /metrics}, {@code /health/live}, {@code /health/ready}. */
public final class OperationsApi {
  private static final String LIVE = "/health/live";
  private static final String READY = "/health/ready";
  private static final String METRICS = "/metrics";
  /** What it answers. */
  public static final Set<String> PATHS = Set.of(LIVE, READY, METRICS);

  private static final String TEXT = "text/plain; charset=utf-8";

  private final MetricsReaders readers;
  private final MetricsDocument document;
  private final BooleanSupplier databaseAnswers;
  private final LongSupplier droppedLines;
  private volatile Optional<Supplier<MasterLoad>> load = Optional.empty();
  private volatile boolean stopping;

  /**
   * The API.
   *
   * @param databaseAnswers asked for each {@code /health/ready}
   * @param droppedLines of the access log
   */
  public OperationsApi(
      OperationsSettings settings,
      RequestMetrics requests,
      Instant start,
      BooleanSupplier databaseAnswers,
      LongSupplier droppedLines) {
    this.readers = new MetricsReaders(settings.metricsReaders());
    this.document = new MetricsDocument(requests, start);
    this.databaseAnswers = databaseAnswers;
    this.droppedLines = droppedLines;
  }

  public Map<String, Route> routes() {
    return Map.of(
        LIVE, Route.get(request -> plain(200, "live")),
        READY, Route.get(request -> ready()),
        METRICS, Route.get(this::metrics));
  }

  /** From now on it is ready, and has something to measure. */
  public void started(Supplier<MasterLoad> measured) {
    load = Optional.of(measured);
  }

  /** From now on it is not ready. */
  public void stopping() {
    stopping = true;
  }

  private Response ready() {
    if (stopping) {
      return plain(503, "stopping");
    }
    return load.isPresent() && databaseAnswers.getAsBoolean() ? plain(200, "ready") : plain(503, "the database does not answer");
  }

  private Response metrics(Request request) {
    if (!readers.mayRead(request)) {
      throw HttpProblem.of(
          403, "Metrics are for programs on the Master's own machine, and for addresses named in 'metrics_readers'.");
    }
    var measured = load.orElseThrow(() -> HttpProblem.retryLater(503, "The Master is starting.", 1)).get();
    return new Response(
        200,
        MetricsText.CONTENT_TYPE,
        Map.of("Cache-Control", "no-store"),
        document.of(measured, droppedLines.getAsLong()).getBytes(StandardCharsets.UTF_8));
  }

  private static Response plain(int status, String text) {
    return new Response(
        status, TEXT, Map.of("Cache-Control", "no-store"), (text + "\n").getBytes(StandardCharsets.UTF_8));
  }
}
