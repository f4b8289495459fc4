package org.slapos.cli.node;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slapos.slap.json.JsonText;
import org.slapos.slap.wire.Value;

/** The agent's status as a small table. */
final class AgentStatusText {
  private static final String LINE = "%-9s %-8s %-8s %8s %7s %9s  %s%n";

  private AgentStatusText() {}

  static String of(String json) {
    if (!(JsonText.read(json) instanceof Value.Dict status)) {
      throw new IllegalArgumentException("the agent's status is no JSON object");
    }
    Instant now = Instant.parse(status.text("now").orElseThrow());
    var text = new StringBuilder();
    text.append("agent %s, up %s; Master: %s%s%n".formatted(
        plain(status, "pid"), duration(Duration.between(Instant.parse(status.text("started_at").orElseThrow()), now)),
        status.text("master").orElse(""), status.text("master_detail").map(why -> " (" + why + ")").orElse("")));
    text.append(LINE.formatted("JOB", "STATE", "REASON", "STATUS", "RUNS", "TOOK", "NEXT"));
    if (status.get("jobs").orElse(Value.None.NONE) instanceof Value.ListValue(List<Value> jobs)) {
      jobs.forEach(job -> text.append(line((Value.Dict) job, now)));
    }
    return text.toString();
  }

  private static String line(Value.Dict job, Instant now) {
    boolean running = job.get("running").equals(Optional.of(new Value.Bool(true)));
    String next = running
        ? "running since " + job.text("started_at")
            .map(at -> duration(Duration.between(Instant.parse(at), now))).orElse("")
        : "in " + duration(Duration.between(now, Instant.parse(job.text("due_at").orElseThrow())));
    String took = job.get("last_status").orElse(Value.None.NONE) == Value.None.NONE
        ? "-" : "%.1f s".formatted(((Value.Real) job.get("last_duration").orElseThrow()).value());
    return LINE.formatted(
        job.text("name").orElse(""), running ? "running" : "waiting", job.text("reason").orElse(""),
        plain(job, "last_status"), plain(job, "runs"), took, next);
  }

  private static String plain(Value.Dict dict, String key) {
    return dict.get(key).orElse(Value.None.NONE) instanceof Value.Int(var number) ? number.toString() : "-";
  }

  static String duration(Duration duration) {
    long seconds = Math.max(0, duration.toSeconds());
    if (seconds < 120) {
      return seconds + " s";
    }
    return seconds < 7200 ? seconds / 60 + " min" : seconds < 172_800 ? seconds / 3600 + " h" : seconds / 86_400 + " days";
  }
}
