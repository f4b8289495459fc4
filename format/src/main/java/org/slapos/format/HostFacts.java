package org.slapos.format;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * What the document tells of the machine and of this product.
 *
 */
public record HostFacts(String platform, String distribution, String version, String name, String slaposVersion) {

  /** Looks at this machine. */
  public static HostFacts ofThisMachine(String slaposVersion) {
    Map<String, String> release = release(Path.of("/etc/os-release"));
    String platform = "Linux-" + System.getProperty("os.version") + "-"
        + System.getProperty("os.arch").replace("amd64", "x86_64");
    return new HostFacts(
        platform,
        release.getOrDefault("ID", ""),
        release.getOrDefault("VERSION_ID", ""),
        release.getOrDefault("NAME", ""),
        slaposVersion);
  }

  /** What runs the node; the field is named for the reference's Python. */
  String languageVersion() {
    return Runtime.version().toString();
  }

  private static Map<String, String> release(Path file) {
    var values = new HashMap<String, String>();
    try {
      for (String line : Files.readAllLines(file)) {
        int equals = line.indexOf('=');
        if (equals > 0) {
          values.put(line.substring(0, equals), line.substring(equals + 1).replaceAll("^\"|\"$", ""));
        }
      }
    } catch (IOException e) {
      // Not every distribution has the file; the Master only shows these fields.
      return Map.of();
    }
    return values;
  }
}
