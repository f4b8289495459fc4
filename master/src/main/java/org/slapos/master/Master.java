package org.slapos.master;

import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
import org.slapos.master.relay.PublishedOrigins;
import org.slapos.master.relay.RelayApi;
import org.slapos.master.store.Store;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running Master: store, APIs, HTTP server. */
public final class Master implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Master.class);
  private static final String RUN_ID_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

  private final Store store;
  private final ChangesApi changes;
  private final HttpServer server;
  private final AtomicBoolean closed = new AtomicBoolean();

  private Master(Store store, ChangesApi changes, HttpServer server) {
    this.store = store;
    this.changes = changes;
    this.server = server;
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
      var origins = new PublishedOrigins(store, clock);
      var changes = new ChangesApi(store, settings.computerId());
      var server =
          HttpServer.start(
              HttpSettings.of(settings.host(), settings.port()),
              handler(store, settings, origins, clock),
              Map.of(ChangesApi.PATH, changes),
              streams(settings.services(), origins));
      log.info("Master listening on {}, database {}", server.url(), settings.database());
      return new Master(store, changes, server);
    } catch (RuntimeException e) {
      store.close();
      throw e;
    }
  }

  /** Where it is reached, with a final slash. */
  public URI url() {
    return server.url();
  }

  /** Finishes requests at work, then closes the database; a second call does nothing. */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    try {
      changes.close();
      server.close();
    } finally {
      store.close();
    }
  }

  private static Handler handler(
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
    return new Routes(routes, new HateoasApi(store));
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
