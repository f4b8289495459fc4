package org.slapos.format;

import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits until the kernel has asked the network about new IPv6 addresses, and takes off those that another machine has. */
final class DuplicateAddresses {
  private static final Logger LOGGER = LoggerFactory.getLogger("slapos");
  private static final Duration LONGEST = Duration.ofSeconds(5);
  private static final Duration BETWEEN = Duration.ofMillis(100);

  private final SystemCommands commands;

  DuplicateAddresses(SystemCommands commands) {
    this.commands = commands;
  }

  /** The addresses among the added ones that another machine answered for. */
  Set<String> after(List<FormatAction> actions) throws IOException {
    List<FormatAction.AddAddress> added = actions.stream()
        .flatMap(action -> action instanceof FormatAction.AddAddress add ? Stream.of(add) : Stream.of())
        .filter(add -> add.address().contains(":") && add.routed())
        .toList();
    long deadline = System.nanoTime() + LONGEST.toNanos();
    var taken = new HashSet<String>();
    boolean waiting = !added.isEmpty();
    while (waiting) {
      NetworkFacts facts = NetworkFacts.read(commands);
      waiting = false;
      for (FormatAction.AddAddress add : added) {
        var on = facts.link(add.device()).flatMap(link -> link.with(add.address()));
        boolean carrier = facts.link(add.device()).filter(Link::carrier).isPresent();
        waiting |= carrier && on.filter(found -> found.tentative() && !found.taken()).isPresent();
        on.filter(Link.OnLink::taken).ifPresent(_ -> taken.add(add.address()));
      }
      waiting = waiting && System.nanoTime() < deadline && pause();
    }
    withdraw(added.stream().filter(add -> taken.contains(add.address())).toList());
    return taken;
  }

  private void withdraw(List<FormatAction.AddAddress> duplicates) throws IOException {
    for (FormatAction.AddAddress duplicate : duplicates) {
      LOGGER.warn("Another machine on the network of {} has {}", duplicate.device(), duplicate.address());
    }
    new IpBatch(commands).carryOut(duplicates.stream()
        .map(add -> new FormatAction.RemoveAddress(add.device(), add.address(), add.prefixLength()))
        .toList());
  }

  private static boolean pause() {
    try {
      Thread.sleep(BETWEEN);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
