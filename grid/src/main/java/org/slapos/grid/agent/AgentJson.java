package org.slapos.grid.agent;

import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import org.slapos.slap.json.JsonText;
import org.slapos.slap.wire.Value;

/** The state as a JSON document; times are ISO, durations seconds. */
final class AgentJson {
  private static final double MILLIS = 1000.0;

  private AgentJson() {}

  static String of(AgentState state) {
    List<Value> jobs = state.jobs().stream().<Value>map(AgentJson::job).toList();
    return JsonText.writeIndentedInOrder(Value.Dict.builder()
        .put("pid", Value.ofInt(ProcessHandle.current().pid()))
        .put("started_at", state.startedAt().toString())
        .put("now", state.now().toString())
        .put("master", state.master())
        .put("master_detail", state.masterDetail().<Value>map(Value.Text::new).orElse(Value.None.NONE))
        .put("jobs", new Value.ListValue(jobs)).build(), 2);
  }

  private static Value job(JobState job) {
    return Value.Dict.builder()
        .put("name", job.name())
        .put("running", new Value.Bool(job.running()))
        .put("reason", job.reason().name().toLowerCase(Locale.ROOT))
        .put("started_at", job.startedAt().<Value>map(at -> new Value.Text(at.toString())).orElse(Value.None.NONE))
        .put("last_status", status(job.lastStatus()))
        .put("last_duration", new Value.Real(job.lastDuration().toMillis() / MILLIS))
        .put("runs", Value.ofInt(job.runs()))
        .put("failures", Value.ofInt(job.failures()))
        .put("due_at", job.dueAt().toString())
        .build();
  }

  private static Value status(OptionalInt status) {
    return status.isPresent() ? Value.ofInt(status.getAsInt()) : Value.None.NONE;
  }
}
