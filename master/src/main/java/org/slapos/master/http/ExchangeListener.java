package org.slapos.master.http;

/** Told of every request that is over, by the thread that answered it and has others to answer. */
@FunctionalInterface
public interface ExchangeListener {
  void over(Exchange exchange);
}
