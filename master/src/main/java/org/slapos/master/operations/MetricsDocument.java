package org.slapos.master.operations;

import java.time.Instant;
import org.slapos.slap.metrics.MetricsText;

/** The answer of {@code GET /metrics}. */
final class MetricsDocument {
  private static final double MILLIS = 1000;

  private final RequestMetrics requests;
  private final ProcessMetrics process;

  MetricsDocument(RequestMetrics requests, Instant start) {
    this.requests = requests;
    this.process = new ProcessMetrics(start);
  }

  String of(MasterLoad load, long droppedLines) {
    var text = new MetricsText();
    requests.write(text);
    http(load, text);
    store(load, text);
    text.family("slapos_master_waiting_for_changes", MetricsText.Type.GAUGE, "clients that wait in GET /changes")
        .sample(load.waitingForChanges());
    text.family("slapos_master_access_log_dropped_total", MetricsText.Type.COUNTER, "requests that the access log could not keep up with")
        .sample((double) droppedLines);
    process.write(text);
    return text.toString();
  }

  private static void http(MasterLoad load, MetricsText text) {
    var http = load.http();
    text.family("slapos_master_connections", MetricsText.Type.GAUGE, "open connections, with silent ones").sample(http.connections());
    text.family("slapos_master_threads_busy", MetricsText.Type.GAUGE, "threads that answer").sample(http.busyThreads());
    text.family("slapos_master_threads_max", MetricsText.Type.GAUGE, "most threads that answer").sample(http.mostThreads());
    text.family("slapos_master_requests_queued", MetricsText.Type.GAUGE, "requests that wait for a thread").sample(http.waitingRequests());
    text.family("slapos_master_body_bytes", MetricsText.Type.GAUGE, "memory held for bodies of requests").sample((double) http.bodyBytes());
  }

  private static void store(MasterLoad load, MetricsText text) {
    var store = load.store();
    text.family("slapos_master_writes_queued", MetricsText.Type.GAUGE, "changes that wait for the next commit").sample(store.waitingWrites());
    text.family("slapos_master_commits_total", MetricsText.Type.COUNTER, "commits of this process").sample((double) store.commits());
    store.bytes().ifPresent(bytes ->
        text.family("slapos_master_database_bytes", MetricsText.Type.GAUGE, "size of the database").sample((double) bytes));
    store.lastChange().ifPresent(at -> text
        .family("slapos_master_last_commit_timestamp_seconds", MetricsText.Type.GAUGE, "when something was changed last; its age is time() minus this")
        .sample(at.toEpochMilli() / MILLIS));
  }
}
