package org.slapos.bench.server;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slapos.bench.measure.Quantity;
import org.slapos.bench.measure.WrongOutcomeException;

/**
 * Four clients that ask as fast as they are answered.
 *
 * @param server asked
 * @param keepAlive whether a client keeps its connection as long as the server does
 * @param check looks at the body of each answer, throws {@link WrongOutcomeException} if it is wrong
 */
record Load(URI server, boolean keepAlive, Consumer<byte[]> check) {
  private static final int CLIENTS = 4;
  private static final double NANOS_IN_MILLISECOND = 1e6;
  private static final double NANOS_IN_SECOND = 1e9;

  /** Sends the requests that are supplied, by several threads at once, until there are no more. */
  Map<Quantity, Double> run(Supplier<Optional<byte[]>> requests) throws IOException, InterruptedException {
    long begin = System.nanoTime();
    double[] latencies = latencies(requests);
    double seconds = (System.nanoTime() - begin) / NANOS_IN_SECOND;
    return Map.of(
        Quantity.RATE, latencies.length / seconds,
        Quantity.P50, latencies[latencies.length / 2],
        Quantity.P99, latencies[latencies.length * 99 / 100]);
  }

  private double[] latencies(Supplier<Optional<byte[]>> requests) throws IOException, InterruptedException {
    Callable<List<Double>> client = () -> client(requests);
    try (var threads = Executors.newFixedThreadPool(CLIENTS)) {
      var all = new ArrayList<Double>();
      for (var result : threads.invokeAll(Collections.nCopies(CLIENTS, client))) {
        all.addAll(result.get());
      }
      return all.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    } catch (ExecutionException e) {
      throw new IOException("A client of " + server + " failed", e.getCause());
    }
  }

  /** The latencies of one client in ms; connecting is part of a request's latency. */
  private List<Double> client(Supplier<Optional<byte[]>> requests) throws IOException {
    var latencies = new ArrayList<Double>();
    var connection = Optional.<HttpExchange>empty();
    for (var request = requests.get(); request.isPresent(); request = requests.get()) {
      long begin = System.nanoTime();
      var open = connection.isPresent() ? connection.get() : new HttpExchange(server);
      byte[] body = open.ask(request.get());
      if (!keepAlive || open.closing()) {
        open.close();
        connection = Optional.empty();
      } else {
        connection = Optional.of(open);
      }
      latencies.add((System.nanoTime() - begin) / NANOS_IN_MILLISECOND);
      check.accept(body);
    }
    if (connection.isPresent()) {
      connection.get().close();
    }
    return latencies;
  }

  /** The text of a request with that path and header. */
  byte[] get(String path) {
    return message("GET", path, "", "");
  }

  byte[] post(String path, String form) {
    return message("POST", path, """
        Content-Type: application/x-www-form-urlencoded\r
        Content-Length: %d\r
        """.formatted(form.length()), form);
  }

  private byte[] message(String method, String path, String headers, String body) {
    return """
        %s /%s HTTP/1.1\r
        Host: %s\r
        Accept: */*\r
        Connection: %s\r
        %s\r
        %s""".formatted(method, path, server.getAuthority(), keepAlive ? "keep-alive" : "close", headers, body)
        .getBytes(StandardCharsets.US_ASCII);
  }
}
