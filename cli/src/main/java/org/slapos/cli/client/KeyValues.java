package org.slapos.cli.client;

import java.util.LinkedHashMap;
import java.util.List;
import org.slapos.cli.CommandFailure;
import org.slapos.cli.ExitStatus;
import org.slapos.slap.wire.Value;

/** The {@code KEY=VALUE} words of {@code --parameters} and {@code --node}. */
final class KeyValues {
  private KeyValues() {}

  static Value.Dict parse(String option, List<String> words) {
    var values = new LinkedHashMap<String, String>();
    for (String word : words) {
      int equals = word.indexOf('=');
      if (equals < 0) {
        throw new CommandFailure(ExitStatus.FAILURE, option + " takes KEY=VALUE, not '" + word + "'");
      }
      String key = word.substring(0, equals);
      if (values.putIfAbsent(key, word.substring(equals + 1)) != null) {
        throw new CommandFailure(ExitStatus.FAILURE, option + ": multiple values for the same key '" + key + "'");
      }
    }
    return Value.Dict.ofTexts(values);
  }
}
