package org.slapos.grid.process;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** The environment of buildouts and promises (reference: node-grid.md, 2.4). */
public final class CleanEnvironment {
  private static final Set<String> REMOVED = Set.of(
      "PYTHONHOME", "PYTHONPATH", "PYTHONSTARTUP", "PYTHONY2K", "PYTHONOPTIMIZE", "PYTHONDEBUG",
      "PYTHONDONTWRITEBYTECODE", "PYTHONINSPECT", "PYTHONUNBUFFERED", "PYTHONVERBOSE", "CONFIG_SITE", "ENV", "LOGNAME",
      "TEMP", "TMP", "TMPDIR", "LANG", "LANGUAGE", "LC_ADDRESS", "LC_COLLATE", "LC_CTYPE", "LC_IDENTIFICATION",
      "LC_MEASUREMENT", "LC_MESSAGES", "LC_MONETARY", "LC_NAME", "LC_NUMERIC", "LC_PAPER", "LC_SOURCED",
      "LC_TELEPHONE", "LC_TIME");

  private CleanEnvironment() {}

  /** The agent's environment without what would leak its Python or its language, with the given home. */
  public static Map<String, String> of(Map<String, String> agentEnvironment, String home) {
    var environment = new HashMap<>(agentEnvironment);
    environment.keySet().removeAll(REMOVED);
    environment.put("HOME", home);
    environment.put("PYTHONNOUSERSITE", "true");
    return environment;
  }
}
