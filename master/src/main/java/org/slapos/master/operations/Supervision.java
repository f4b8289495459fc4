package org.slapos.master.operations;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slapos.master.http.ExchangeListener;
import org.slapos.master.http.Routes.Route;
import org.slapos.master.store.Store;

/** All that watches a Master while it runs. */
public final class Supervision implements AutoCloseable {
  private final RequestMetrics requests;
  private final Optional<AccessLog> accessLog;
  private final OperationsApi api;

  private Supervision(RequestMetrics requests, Optional<AccessLog> accessLog, OperationsApi api) {
    this.requests = requests;
    this.accessLog = accessLog;
    this.api = api;
  }

  /**
   * Opens the access log, if there shall be one.
   *
   * @throws AccessLog.AccessLogException if it cannot be written
   */
  public static Supervision start(OperationsSettings settings, CallNames names, Store store, InstantSource clock) {
    var requests = new RequestMetrics(names);
    var accessLog = settings.accessLog().map(file -> AccessLog.open(file, names, clock));
    var api =
        new OperationsApi(
            settings, requests, clock.instant(), store::answers, () -> accessLog.map(AccessLog::dropped).orElse(0L));
    return new Supervision(requests, accessLog, api);
  }

  public Map<String, Route> routes() {
    return api.routes();
  }

  public List<ExchangeListener> listeners() {
    return Stream.concat(Stream.<ExchangeListener>of(requests), accessLog.stream()).toList();
  }

  /** The Master answers. */
  public void started(Supplier<MasterLoad> measured) {
    api.started(measured);
  }

  /** The Master was told to stop. */
  public void stopping() {
    api.stopping();
  }

  @Override
  public void close() {
    accessLog.ifPresent(AccessLog::close);
  }
}
