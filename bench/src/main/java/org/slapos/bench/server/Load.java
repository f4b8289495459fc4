package org.slapos.bench.server;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.DoubleStream;
import org.slapos.bench.measure.Quantity;
import org.slapos.bench.measure.WrongOutcomeException;

/**
 * Clients that ask as fast as they are answered.
 *
 * @param server asked
 * @param clients how many ask at once
 * @param keepAlive whether a client keeps its connection as long as the server does
 * @param check looks at the body of each answer
 */
record Load(URI server, int clients, boolean keepAlive, HttpClient.Check check) {
  private static final double NANOS_IN_MILLISECOND = 1e6;
  private static final double NANOS_IN_SECOND = 1e9;
  private static final int BUFFER = 1 << 17;

  /** Sends the requests that are supplied, by several threads at once, until there are no more. */
  Map<Quantity, Double> run(Supplier<Optional<byte[]>> requests) throws IOException, InterruptedException {
    long begin = System.nanoTime();
    double[] latencies = latencies(requests);
    double seconds = (System.nanoTime() - begin) / NANOS_IN_SECOND;
    return Map.of(
        Quantity.RATE, latencies.length / seconds,
        Quantity.P50, percentile(latencies, 50),
        Quantity.P99, percentile(latencies, 99));
  }

  /** Sends one request again and again. */
  Map<Quantity, Double> run(byte[] request, Duration time) throws IOException, InterruptedException {
    var again = Optional.of(request);
    long deadline = System.nanoTime() + time.toNanos();
    return run(() -> System.nanoTime() < deadline ? again : Optional.empty());
  }

  private static double percentile(double[] sorted, int percent) {
    return sorted[sorted.length * percent / 100];
  }

  private double[] latencies(Supplier<Optional<byte[]>> requests) throws IOException, InterruptedException {
    Callable<double[]> client = () -> client(requests);
    try (var threads = Executors.newFixedThreadPool(clients)) {
      var all = DoubleStream.builder();
      for (Future<double[]> result : threads.invokeAll(Collections.nCopies(clients, client))) {
        DoubleStream.of(result.get()).forEach(all);
      }
      return all.build().sorted().toArray();
    } catch (ExecutionException e) {
      throw new IOException("A client of " + server + " failed: " + e.getCause(), e.getCause());
    }
  }

  /** The latencies of one client in ms; connecting is part of a request's latency. */
  private double[] client(Supplier<Optional<byte[]>> requests) throws IOException {
    var latencies = DoubleStream.builder();
    try (var client = new HttpClient(server, keepAlive, BUFFER)) {
      for (var request = requests.get(); request.isPresent(); request = requests.get()) {
        long begin = System.nanoTime();
        int status = client.ask(request.get());
        latencies.add((System.nanoTime() - begin) / NANOS_IN_MILLISECOND);
        if (!HttpClient.isOk(status)) {
          throw new WrongOutcomeException("The answer is: " + client.answer());
        }
        client.check(check);
      }
    }
    return latencies.build().toArray();
  }

  /** The text of a request for that path, without its first slash. */
  byte[] get(String path) {
    return get(path, "");
  }

  /** With more headers, each with its end of line. */
  byte[] get(String path, String headers) {
    return message("GET", path, headers, "");
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
