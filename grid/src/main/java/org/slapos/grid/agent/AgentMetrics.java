package org.slapos.grid.agent;

import java.util.Map;
import java.util.TreeMap;
import org.slapos.slap.metrics.MetricsText;

/** The state in the text format of Prometheus. */
final class AgentMetrics {
  private static final double MILLIS = 1000.0;
  private static final String JOB = "job";

  private final MetricsText text = new MetricsText();

  private AgentMetrics() {}

  static String of(AgentState state, NodeFacts facts) {
    var metrics = new AgentMetrics();
    metrics.text
        .family("slapos_agent_start_time_seconds", MetricsText.Type.GAUGE, "when the agent was started")
        .sample(state.startedAt().toEpochMilli() / MILLIS)
        .family("slapos_agent_master_up", MetricsText.Type.GAUGE, "1 unless the Master does not answer")
        .sample(state.master().equals("unreachable") ? 0 : 1);
    metrics.jobs(state);
    metrics.text.family("slapos_services", MetricsText.Type.GAUGE, "processes of supervisord by state");
    new TreeMap<>(facts.services()).forEach((name, count) -> metrics.text.sample(count, "state", name));
    metrics.text.family("slapos_promises", MetricsText.Type.GAUGE, "promises by partition and last result");
    metrics.promises(facts.promisesKept(), "kept");
    metrics.promises(facts.promisesFailing(), "failing");
    return metrics.text.toString();
  }

  private void jobs(AgentState state) {
    text.family("slapos_agent_job_runs_total", MetricsText.Type.COUNTER, "runs that have ended");
    state.jobs().forEach(job -> text.sample((double) job.runs(), JOB, job.name()));
    text.family("slapos_agent_job_failures_total", MetricsText.Type.COUNTER, "runs that ended with another status than 0");
    state.jobs().forEach(job -> text.sample((double) job.failures(), JOB, job.name()));
    text.family("slapos_agent_job_running", MetricsText.Type.GAUGE, "1 while it runs");
    state.jobs().forEach(job -> text.sample(job.running() ? 1 : 0, JOB, job.name()));
    text.family("slapos_agent_job_last_status", MetricsText.Type.GAUGE, "exit status of the last run that ended");
    state.jobs().forEach(job -> job.lastStatus().ifPresent(status -> text.sample(status, JOB, job.name())));
    text.family("slapos_agent_job_last_duration_seconds", MetricsText.Type.GAUGE, "duration of the last run that ended");
    state.jobs().forEach(job -> text.sample(job.lastDuration().toMillis() / MILLIS, JOB, job.name()));
  }

  private void promises(Map<String, Integer> byPartition, String result) {
    new TreeMap<>(byPartition).forEach((partition, count) -> text.sample(count, "partition", partition, "result", result));
  }
}
