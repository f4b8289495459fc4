package org.slapos.grid.agent;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The state in the text format of Prometheus. */
final class AgentMetrics {
  private static final double MILLIS = 1000.0;

  private final StringBuilder text = new StringBuilder();

  private AgentMetrics() {}

  static String of(AgentState state, NodeFacts facts) {
    var metrics = new AgentMetrics();
    metrics.family("slapos_agent_start_time_seconds", "gauge", "when the agent was started");
    metrics.sample("slapos_agent_start_time_seconds", "", state.startedAt().toEpochMilli() / MILLIS);
    metrics.family("slapos_agent_master_up", "gauge", "1 unless the Master does not answer");
    metrics.sample("slapos_agent_master_up", "", state.master().equals("unreachable") ? 0 : 1);
    metrics.jobs(state);
    metrics.family("slapos_services", "gauge", "processes of supervisord by state");
    new TreeMap<>(facts.services()).forEach((name, count) -> metrics.sample("slapos_services", label("state", name), count));
    metrics.family("slapos_promises", "gauge", "promises by partition and last result");
    metrics.promises(facts.promisesKept(), "kept");
    metrics.promises(facts.promisesFailing(), "failing");
    return metrics.text.toString();
  }

  private void jobs(AgentState state) {
    family("slapos_agent_job_runs_total", "counter", "runs that have ended");
    state.jobs().forEach(job -> sample("slapos_agent_job_runs_total", job(job), (double) job.runs()));
    family("slapos_agent_job_failures_total", "counter", "runs that ended with another status than 0");
    state.jobs().forEach(job -> sample("slapos_agent_job_failures_total", job(job), (double) job.failures()));
    family("slapos_agent_job_running", "gauge", "1 while it runs");
    state.jobs().forEach(job -> sample("slapos_agent_job_running", job(job), job.running() ? 1 : 0));
    family("slapos_agent_job_last_status", "gauge", "exit status of the last run that ended");
    state.jobs().forEach(job -> job.lastStatus().ifPresent(
        status -> sample("slapos_agent_job_last_status", job(job), status)));
    family("slapos_agent_job_last_duration_seconds", "gauge", "duration of the last run that ended");
    state.jobs().forEach(job ->
        sample("slapos_agent_job_last_duration_seconds", job(job), job.lastDuration().toMillis() / MILLIS));
  }

  private void promises(Map<String, Integer> byPartition, String result) {
    new TreeMap<>(byPartition).forEach((partition, count) -> sample(
        "slapos_promises", "{partition=\"%s\",result=\"%s\"}".formatted(escaped(partition), result), count));
  }

  private static String job(JobState job) {
    return label("job", job.name());
  }

  private static String label(String name, String value) {
    return "{%s=\"%s\"}".formatted(name, escaped(value));
  }

  private static String escaped(String value) {
    return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }

  private void family(String name, String type, String help) {
    text.append("# HELP ").append(name).append(' ').append(help).append('\n');
    text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
  }

  private void sample(String name, String labels, double value) {
    String number = value == Math.rint(value)
        ? String.format(Locale.ROOT, "%.0f", value) : String.format(Locale.ROOT, "%.3f", value);
    text.append(name).append(labels).append(' ').append(number).append('\n');
  }
}
