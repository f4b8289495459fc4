package org.slapos.master;

import java.net.URI;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slapos.master.api.changes.ChangesApi;
import org.slapos.master.api.classic.ClassicApi;
import org.slapos.master.api.classic.ClassicSettings;
import org.slapos.master.api.hateoas.HateoasApi;
import org.slapos.master.api.jsonrpc.JsonRpcApi;
import org.slapos.master.cache.CacheApi;
import org.slapos.master.http.Handler;
import org.slapos.master.http.HttpServer;
import org.slapos.master.http.HttpSettings;
import org.slapos.master.http.Routes;
import org.slapos.master.http.StreamHandler;
import org.slapos.master.multimaster.Forwarding;
import org.slapos.master.operations.CallNames;
import org.slapos.master.operations.MasterLoad;
import org.slapos.master.operations.OperationsApi;
import org.slapos.master.operations.Supervision;
import org.slapos.master.panel.PanelApi;
import org.slapos.master.relay.PublishedOrigins;
import org.slapos.master.relay.RelayApi;
import org.slapos.master.store.Store;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running Master: store, APIs, HTTP server. */
public final class Master implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Master.class);
  private static final String RUN_ID_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

  /** All below one of them is one call to those who count. */
  private static final List<String> PREFIXES = List.of("/hateoas/", "/shacache/", "/http_proxy/", "/panel/public/", "/panel/");

  private final Store store;
  private final ChangesApi changes;
  private final HttpServer server;
  private final Supervision supervision;
  private final Duration shutdownDelay;
  private final AtomicBoolean closed = new AtomicBoolean();

  private Master(
      Store store, ChangesApi changes, HttpServer server, Supervision supervision, Duration shutdownDelay) {
    this.store = store;
    this.changes = changes;
    this.server = server;
    this.supervision = supervision;
    this.shutdownDelay = shutdownDelay;
  }

  /**
   * Opens the database and listens; requests are answered when this returns.
   *
   * @throws org.slapos.master.store.StoreException if the database cannot be used
   * @throws org.slapos.master.http.ListenException if it cannot listen there
   */
  public static Master start(MasterSettings settings) {
    return start(settings, Clock.systemUTC());
  }

  /** As {@link #start(MasterSettings)}, with a clock for timestamps. */
  public static Master start(MasterSettings settings, InstantSource clock) {
    // Beside the opening of the database, which waits for the disk.
    Thread.ofPlatform().name("http-preparation").daemon().start(HttpServer::prepare);
    var store = Store.open(settings.database(), clock, Optional.of(settings.computerId()));
    try {
      warnIfOpen(settings);
      store.moveReleases(settings.releaseRoot(), Files::exists);
      return start(settings, store, clock);
    } catch (RuntimeException e) {
      store.close();
      throw e;
    }
  }

  private static Master start(MasterSettings settings, Store store, InstantSource clock) {
    var origins = new PublishedOrigins(store, clock);
    var changes = new ChangesApi(store, settings.computerId());
    var routes = routes(store, settings, origins, clock);
    var supervision = Supervision.start(settings.operations(), callNames(routes.keySet()), store, clock);
    try {
      routes.putAll(supervision.routes());
      var server =
          HttpServer.start(
              HttpSettings.of(settings.host(), settings.port()),
              new Routes(routes, others(store)),
              Map.of(ChangesApi.PATH, changes),
              streams(settings.services(), origins),
              supervision.listeners());
      supervision.started(() -> new MasterLoad(server.load(), store.load(), changes.waiting()));
      log.info("Master listening on {}, database {}", server.url(), settings.database());
      return new Master(store, changes, server, supervision, settings.operations().shutdownDelay());
    } catch (RuntimeException e) {
      supervision.close();
      throw e;
    }
  }

  /** Where it is reached, with a final slash. */
  public URI url() {
    return server.url();
  }

  /**
   * Tells that it is not ready, answers everybody for the configured delay, answers those who wait for changes, finishes
   * requests at work, then closes the database; a second call does nothing.
   */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    supervision.stopping();
    pause();
    try {
      changes.close();
      server.close();
    } finally {
      store.close();
      supervision.close();
    }
  }

  private void pause() {
    try {
      Thread.sleep(shutdownDelay);
    } catch (InterruptedException e) {
      // Whoever interrupts wants it to be over.
      Thread.currentThread().interrupt();
    }
  }

  private static Map<String, Routes.Route> routes(
      Store store, MasterSettings settings, PublishedOrigins origins, InstantSource clock) {
    var runId = newRunId();
    var forwarding = new Forwarding(store, settings.services().externalMasters(), runId);
    var classic =
        new ClassicApi(
            store,
            new ClassicSettings(settings.computerId(), settings.softwareProducts(), clock),
            forwarding,
            origins,
            runId);
    var jsonRpc = new JsonRpcApi(store, settings.computerId(), clock);
    var routes = new HashMap<>(classic.routes());
    routes.putAll(jsonRpc.routes());
    return routes;
  }

  /** What no route names: the panel and the documents of HATEOAS. */
  private static Handler others(Store store) {
    var panel = new PanelApi(store);
    var hateoas = new HateoasApi(store);
    return request -> PanelApi.serves(request) ? panel.handle(request) : hateoas.handle(request);
  }

  private static CallNames callNames(Set<String> paths) {
    var all = new HashSet<>(paths);
    all.add(ChangesApi.PATH);
    all.addAll(OperationsApi.PATHS);
    return new CallNames(all, PREFIXES);
  }

  private static List<StreamHandler> streams(MasterServices services, PublishedOrigins origins) {
    return List.of(new CacheApi(services.cache()), new PublicFiles(services.publicDirectory()), new RelayApi(origins));
  }

  private static void warnIfOpen(MasterSettings settings) {
    if (!HttpServer.isLoopback(settings.host())) {
      log.warn(
          "Listening on {} without authentication: whoever reaches this address can change everything",
          settings.host());
    }
  }

  private static String newRunId() {
    var id = new StringBuilder();
    new SecureRandom()
        .ints(32, 0, RUN_ID_LETTERS.length())
        .forEach(index -> id.append(RUN_ID_LETTERS.charAt(index)));
    return id.toString();
  }
}
