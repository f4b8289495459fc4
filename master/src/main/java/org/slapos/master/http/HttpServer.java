package org.slapos.master.http;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A listening HTTP server; the only class that sets Jetty up. */
public final class HttpServer implements AutoCloseable {
  /** An escaped slash in a title is part of the title, not of the path. */
  private static final UriCompliance URIS =
      UriCompliance.DEFAULT.with(
          "titles",
          UriCompliance.Violation.AMBIGUOUS_PATH_SEPARATOR,
          UriCompliance.Violation.AMBIGUOUS_PATH_ENCODING,
          UriCompliance.Violation.AMBIGUOUS_EMPTY_SEGMENT);

  private static final Logger log = LoggerFactory.getLogger(HttpServer.class);

  private static final int FEWEST_THREADS = 8;
  private static final int IDLE_THREAD_MILLIS = 60_000;

  private final Server server;
  private final ServerConnector connector;
  private final HttpSettings settings;
  private final QueuedThreadPool threads;
  private final BodyMemory bodies;
  private final GracefulHandler requests;

  private HttpServer(
      Server server,
      ServerConnector connector,
      HttpSettings settings,
      QueuedThreadPool threads,
      BodyMemory bodies,
      GracefulHandler requests) {
    this.server = server;
    this.connector = connector;
    this.settings = settings;
    this.threads = threads;
    this.bodies = bodies;
    this.requests = requests;
  }

  /**
   * How much it has to do now.
   *
   * @param connections open ones, with those that are silent
   * @param busyThreads of {@code mostThreads}
   * @param waitingRequests for a thread
   * @param bodyBytes held for bodies of requests
   */
  public record Load(int connections, int busyThreads, int mostThreads, int waitingRequests, long bodyBytes) {}

  /**
   * Starts to listen.
   *
   * @throws ListenException if it cannot
   */
  public static HttpServer start(HttpSettings settings, Handler handler) {
    return start(settings, handler, Map.of());
  }

  /**
   * As {@link #start(HttpSettings, Handler)}, with answers that may come later.
   *
   * @param polls by exact path; the handler answers every other one
   */
  public static HttpServer start(HttpSettings settings, Handler handler, Map<String, Poll> polls) {
    return start(settings, handler, polls, List.of());
  }

  /**
   * As {@link #start(HttpSettings, Handler, Map)}, with transfers of any size.
   *
   * @param streams answer the paths that they serve; the first one that does so
   */
  public static HttpServer start(
      HttpSettings settings, Handler handler, Map<String, Poll> polls, List<StreamHandler> streams) {
    return start(settings, handler, polls, streams, List.of());
  }

  /**
   * As {@link #start(HttpSettings, Handler, Map, List)}.
   *
   * @param listeners told of each request that is over
   */
  public static HttpServer start(
      HttpSettings settings,
      Handler handler,
      Map<String, Poll> polls,
      List<StreamHandler> streams,
      List<ExchangeListener> listeners) {
    var threads = threads(settings.threads());
    var server = new Server(threads);
    // Without a thread that only accepts: handing each connection on to the one that reads them took a fifth of a request.
    var connector = new ServerConnector(server, 0, 1, new HttpConnectionFactory(configuration(settings)));
    connector.setHost(settings.host());
    connector.setPort(settings.port());
    connector.setIdleTimeout(settings.idleTimeout().toMillis());
    connector.setAcceptQueueSize(1024);
    server.addConnector(connector);
    var bodies = new BodyMemory(settings.bodyMemory(), settings.bodyPatience());
    var answers = new JettyHandler(handler, polls, new JettyStreams(streams), bodies, settings.largestBody());
    var requests = new GracefulHandler(answers);
    server.setHandler(requests);
    server.setErrorHandler(new JettyErrors());
    if (!listeners.isEmpty()) {
      server.setRequestLog(new JettyExchanges(listeners));
    }
    server.setStopTimeout(0);
    var started = new HttpServer(server, connector, settings, threads, bodies, requests);
    started.listen();
    return started;
  }

  public Load load() {
    return new Load(
        connector.getConnectedEndPoints().size(), threads.getBusyThreads(), threads.getMaxThreads(),
        threads.getQueueSize(), bodies.used());
  }

  /**
   * Makes what every server is made of, so that the next one is made faster: reading Jetty's classes and the names of all
   * locales takes longer than anything else about a start. May run beside other work.
   */
  public static void prepare() {
    var _ = new ServerConnector(new Server(threads(FEWEST_THREADS)), 0, 1, new HttpConnectionFactory());
  }

  /** With a queue of the JDK: Jetty's own asks JMX for the processor's cache line first, which takes 40 ms. */
  private static QueuedThreadPool threads(int most) {
    var threads =
        new QueuedThreadPool(most, Math.min(FEWEST_THREADS, most), IDLE_THREAD_MILLIS, new LinkedBlockingQueue<>());
    threads.setName("http");
    return threads;
  }

  /** Where it listens, with the port it really got and a final slash. */
  public URI url() {
    var host = settings.host().contains(":") ? "[" + settings.host() + "]" : settings.host();
    return URI.create("http://" + host + ":" + connector.getLocalPort() + "/");
  }

  /** Whether only programs on this machine can reach it. */
  public static boolean isLoopback(String host) {
    var address = new InetSocketAddress(host, 0).getAddress();
    return address != null && address.isLoopbackAddress();
  }

  /**
   * Lets requests at work finish within the stop timeout; what takes longer is cut off, and what comes meanwhile is
   * refused with 503. Jetty's own way gives a body that is still coming in one second.
   */
  @Override
  public void close() {
    try {
      var _ = requests.shutdown().get(settings.stopTimeout().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      log.warn("Requests that took longer than {} s were cut off", settings.stopTimeout().toSeconds());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      log.warn("Requests at work may have been cut off", e);
    }
    stop();
  }

  private void stop() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("The HTTP server did not stop cleanly", e);
    }
  }

  private static HttpConfiguration configuration(HttpSettings settings) {
    var configuration = new HttpConfiguration();
    configuration.setRequestHeaderSize(settings.largestHeader());
    configuration.setSendServerVersion(false);
    configuration.setUriCompliance(URIS);
    return configuration;
  }

  private void listen() {
    try {
      server.start();
    } catch (Exception e) {
      stop();
      throw new ListenException(
          "Cannot listen on " + settings.host() + ":" + settings.port() + ": " + reason(e), e);
    }
  }

  private String reason(Exception e) {
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    if (new InetSocketAddress(settings.host(), 0).isUnresolved()) {
      return "the host name is unknown";
    }
    if (cause instanceof BindException && String.valueOf(cause.getMessage()).contains("in use")) {
      return "address already in use; stop the other program or choose another port";
    }
    return cause instanceof IOException ? String.valueOf(cause.getMessage()) : cause.toString();
  }
}
