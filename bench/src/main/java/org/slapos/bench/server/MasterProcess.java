package org.slapos.bench.server;

import java.io.IOException;
import java.net.URI;
import org.slapos.bench.Workplace;
import org.slapos.bench.measure.Memory;
import org.slapos.bench.measure.Side;
import org.slapos.testing.reference.ProxyProcess;

/** A Master of ours or of the reference in a process of its own, with an empty database. */
public record MasterProcess(ProxyProcess proxy) implements AutoCloseable {
  /** Starts it and waits until it answers. */
  public static MasterProcess start(Workplace place, Side side, String name) {
    return new MasterProcess(ProxyProcess.start(place.slapos(side), place.newFolder(name), ""));
  }

  /** With a final slash. */
  public URI url() {
    return URI.create(proxy.url());
  }

  /** How long it took to its first answer, in ms. */
  double startMillis() {
    return proxy.timeToStart().toNanos() / 1e6;
  }

  /** The most memory it has had resident, in MB. */
  double mostMemory() throws IOException {
    return Memory.mostOf(proxy.pid());
  }

  /** The memory that it has resident, in MB. */
  double presentMemory() throws IOException {
    return Memory.presentOf(proxy.pid());
  }

  @Override
  public void close() {
    proxy.close();
  }
}
