package org.slapos.cli.node;

import java.time.Instant;
import java.util.List;
import org.slapos.grid.supervisor.ProcessState;
import org.slapos.slap.json.JsonText;
import org.slapos.slap.wire.Value;

/** The services as a JSON list: {@code group, name, state, pid, started_at, exit_status, description}. */
final class StatusJson {
  private StatusJson() {}

  static String of(List<ProcessState> processes) {
    List<Value> items = processes.stream().<Value>map(StatusJson::item).toList();
    return JsonText.writeIndentedInOrder(new Value.ListValue(items), 2);
  }

  private static Value item(ProcessState process) {
    return Value.Dict.builder()
        .put("group", process.group())
        .put("name", process.name())
        .put("state", process.stateName())
        .put("pid", process.pid() == 0 ? Value.None.NONE : Value.ofInt(process.pid()))
        .put("started_at", process.everStarted()
            ? new Value.Text(Instant.ofEpochSecond(process.startedAt()).toString()) : Value.None.NONE)
        .put("exit_status", process.stateName().equals("EXITED") ? Value.ofInt(process.exitStatus()) : Value.None.NONE)
        .put("description", process.description())
        .build();
  }
}
