package org.slapos.bench.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.slapos.bench.measure.WrongOutcomeException;
import org.slapos.fakes.NodeDescription;

/**
 * Many computers of one size, with instances, made by many clients at once.
 *
 * @param computers named {@code COMP-0} and so on
 * @param partitions of each computer
 * @param used of its partitions; the instances are named {@code COMP-0.0} and so on
 */
record Population(int computers, int partitions, int used) {
  private static final int CLIENTS = 32;

  /** The computer of that number. */
  static String computer(int number) {
    return "COMP-" + number;
  }

  /** The title of an instance of all, counted through. */
  String title(int instance) {
    return computer(instance / used) + "." + instance % used;
  }

  int instances() {
    return computers * used;
  }

  /** Makes that Master know them all. */
  void settle(URI master) throws IOException, InterruptedException {
    var formats = new Load(master, CLIENTS, true, (_, _, _) -> {});
    ask(formats, computers, number -> format(formats, computer(number), partitions));
    var requests = new Load(master, CLIENTS, true, (bytes, from, to) -> {
      if (RequestForm.partition(bytes, from, to).isEmpty()) {
        throw new WrongOutcomeException("No instance: " + new String(bytes, from, to - from, UTF_8));
      }
    });
    ask(requests, instances(), number -> requests.post(
        RequestForm.PATH, new RequestForm(computer(number / used)).of(title(number))));
  }

  /** Makes a Master know one computer more. */
  static void format(URI master, String computer, int partitions) throws IOException, InterruptedException {
    var load = new Load(master, 1, true, (_, _, _) -> {});
    ask(load, 1, _ -> format(load, computer, partitions));
  }

  private static byte[] format(Load load, String computer, int partitions) {
    return load.post("loadComputerConfigurationFromXML",
        "xml=" + URLEncoder.encode(NodeDescription.of(computer, partitions), UTF_8));
  }

  private static void ask(Load load, int count, IntFunction<byte[]> message) throws IOException, InterruptedException {
    var next = new AtomicInteger();
    var _ = load.run(() -> {
      int number = next.getAndIncrement();
      return number < count ? Optional.of(message.apply(number)) : Optional.empty();
    });
  }
}
