package org.slapos.master.operations;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import org.slapos.master.http.Exchange;
import org.slapos.master.http.ExchangeListener;
import org.slapos.slap.metrics.MetricsText;

/** Counts requests by call. */
public final class RequestMetrics implements ExchangeListener {
  /** Seconds: from an answer that is kept to a long poll. */
  private static final double[] BOUNDS = {0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 60};

  private static final double NANOS = 1e9;
  private static final String CALL = "call";

  private final CallNames names;
  private final Map<String, Call> calls = new ConcurrentHashMap<>();

  public RequestMetrics(CallNames names) {
    this.names = names;
  }

  private static final class Call {
    private final LongAdder[] buckets = new LongAdder[BOUNDS.length + 1];
    private final LongAdder nanos = new LongAdder();
    private final LongAdder received = new LongAdder();
    private final LongAdder sent = new LongAdder();
    private final Map<Integer, LongAdder> statuses = new ConcurrentSkipListMap<>();

    Call() {
      for (int i = 0; i < buckets.length; i++) {
        buckets[i] = new LongAdder();
      }
    }

    void add(Exchange exchange) {
      long took = exchange.duration().toNanos();
      buckets[bucket(took / NANOS)].increment();
      nanos.add(took);
      received.add(exchange.received());
      sent.add(exchange.sent());
      statuses.computeIfAbsent(exchange.status(), status -> new LongAdder()).increment();
    }

    private static int bucket(double seconds) {
      int bucket = 0;
      while (bucket < BOUNDS.length && seconds > BOUNDS[bucket]) {
        bucket++;
      }
      return bucket;
    }

    long[] counts() {
      var counts = new long[buckets.length];
      for (int i = 0; i < counts.length; i++) {
        counts[i] = buckets[i].sum();
      }
      return counts;
    }
  }

  @Override
  public void over(Exchange exchange) {
    calls.computeIfAbsent(names.of(exchange.path()), name -> new Call()).add(exchange);
  }

  void write(MetricsText text) {
    var sorted = new TreeMap<>(calls);
    text.family("slapos_master_requests_total", MetricsText.Type.COUNTER, "requests that are over, by call and status");
    sorted.forEach((name, call) -> call.statuses.forEach(
        (status, count) -> text.sample((double) count.sum(), CALL, name, "status", Integer.toString(status))));
    text.family("slapos_master_request_duration_seconds", MetricsText.Type.HISTOGRAM, "from a request's first byte to its answer's last");
    sorted.forEach((name, call) -> text.histogram(BOUNDS, call.counts(), call.nanos.sum() / NANOS, CALL, name));
    text.family("slapos_master_request_bytes_total", MetricsText.Type.COUNTER, "bytes of bodies of requests");
    sorted.forEach((name, call) -> text.sample((double) call.received.sum(), CALL, name));
    text.family("slapos_master_response_bytes_total", MetricsText.Type.COUNTER, "bytes of bodies of answers");
    sorted.forEach((name, call) -> text.sample((double) call.sent.sum(), CALL, name));
  }
}
