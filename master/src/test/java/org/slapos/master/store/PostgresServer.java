package org.slapos.master.store;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slapos.master.store.DatabaseLocation.PostgresDatabase;

/**
 * A real PostgreSQL server for all tests of this process: the one that the system property {@code
 * slapos.test.postgresql} names ({@code postgresql://user:password@host/database}, a user that may create databases), else
 * one that is unpacked and started here.
 */
public final class PostgresServer {
  private static final AtomicInteger DATABASES = new AtomicInteger();
  private static @Nullable EmbeddedPostgres embedded;

  private PostgresServer() {}

  /** A new database without tables. */
  public static PostgresDatabase newDatabase() {
    var name = "master_" + ProcessHandle.current().pid() + "_" + DATABASES.incrementAndGet();
    var server = PostgresServer.server();
    try (var session = new PostgresDialect(server).openWriter()) {
      session.run("CREATE DATABASE " + name);
    }
    return new PostgresDatabase(
        server.jdbcUrl().replaceFirst("/[^/?]*(\\?|$)", "/" + name + "$1"), server.user(), server.password());
  }

  /** Its {@code database_uri}. */
  public static String uri(PostgresDatabase database) {
    var credentials = database.user().orElseThrow() + database.password().map(password -> ":" + password).orElse("");
    return database.jdbcUrl().replaceFirst("jdbc:postgresql://", "postgresql://" + credentials + "@");
  }

  /** As when the server is restarted: every connection to the database ends. */
  public static void loseConnections(PostgresDatabase database) {
    try (var session = new PostgresDialect(server()).openWriter()) {
      session.run(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = ?",
          name(database));
    }
  }

  /** As when the server is gone, or back again; connections that are open end. */
  public static void answer(PostgresDatabase database, boolean answers) {
    try (var session = new PostgresDialect(server()).openWriter()) {
      session.run("ALTER DATABASE " + name(database) + " WITH ALLOW_CONNECTIONS " + answers);
    }
    loseConnections(database);
  }

  private static String name(PostgresDatabase database) {
    return database.jdbcUrl().replaceFirst(".*/([^/?]*)(\\?.*)?$", "$1");
  }

  private static synchronized PostgresDatabase server() {
    var given = System.getProperty("slapos.test.postgresql", "");
    if (!given.isEmpty()) {
      return DatabaseLocation.postgres(given);
    }
    if (embedded == null) {
      embedded = start();
    }
    return DatabaseLocation.postgres("postgresql://postgres@127.0.0.1:" + embedded.getPort() + "/postgres");
  }

  private static EmbeddedPostgres start() {
    try {
      var server = EmbeddedPostgres.builder().setServerConfig("fsync", "off").setServerConfig("max_connections", "300").start();
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server)));
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(
          "No PostgreSQL for the tests: it could not be started here; name a running one with -Dslapos.test.postgresql=", e);
    }
  }

  private static void stop(EmbeddedPostgres server) {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
