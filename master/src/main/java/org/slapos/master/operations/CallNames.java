package org.slapos.master.operations;

import java.util.List;
import java.util.Set;

/** The name under which a request is counted: a few fixed ones, whatever clients ask for. */
public final class CallNames {
  static final String OTHER = "other";

  private final Set<String> paths;
  private final List<String> prefixes;

  /**
   * Names.
   *
   * @param paths exact ones
   * @param prefixes below which all counts as one
   */
  public CallNames(Set<String> paths, List<String> prefixes) {
    this.paths = Set.copyOf(paths);
    this.prefixes = List.copyOf(prefixes);
  }

  String of(String path) {
    if (paths.contains(path)) {
      return path;
    }
    for (var prefix : prefixes) {
      if (path.startsWith(prefix)) {
        return prefix;
      }
    }
    return OTHER;
  }
}
