package org.slapos.cli.console;

import java.util.List;
import java.util.Optional;
import org.slapos.slap.ConnectionSettings;
import org.slapos.slap.json.JsonText;
import org.slapos.slap.wire.Value;

/**
 * What the Python side has to know.
 *
 * @param shell {@code ipython}, {@code bpython} or {@code python}
 * @param script file and arguments; empty for a shell
 * @param verbosity as in the global options
 */
record ConsoleSettings(
    ConnectionSettings connection, String shell, List<String> script, int verbosity, boolean logTimes) {
  ConsoleSettings {
    script = List.copyOf(script);
  }

  /** As JSON: paths and URLs, no secrets. */
  String json() {
    var settings = Value.Dict.builder()
        .put("connection", Value.Dict.builder()
            .put("master_url", connection.masterUrl())
            .put("master_rest_url", orNone(connection.restUrl()))
            .put("key_file", orNone(connection.identity().map(ConnectionSettings.Identity::key)))
            .put("cert_file", orNone(connection.identity().map(ConnectionSettings.Identity::certificate)))
            .put("master_ca_file", orNone(connection.authority()))
            .build())
        .put("shell", shell)
        .put("script", new Value.ListValue(script.stream().<Value>map(Value.Text::new).toList()))
        .put("log_level", verbosity == 0 ? "WARNING" : verbosity == 1 ? "INFO" : "DEBUG")
        .put("log_time", new Value.Bool(logTimes))
        .build();
    return JsonText.writeIndentedInOrder(settings, 0).replace("\n", "");
  }

  private static Value orNone(Optional<?> value) {
    return value.<Value>map(known -> new Value.Text(known.toString())).orElse(Value.None.NONE);
  }
}
