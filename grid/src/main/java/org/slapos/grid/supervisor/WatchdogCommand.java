package org.slapos.grid.supervisor;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The line that starts the watchdog, written as the reference writes it, with its uneven blanks. */
public final class WatchdogCommand {
  /** Where our launcher finds a JDK by itself. */
  private static final List<Path> USUAL_JAVA = List.of(Path.of("/usr/lib/jvm"), Path.of("/usr/java"), Path.of("/opt/java"));

  private static final Pattern PLAIN = Pattern.compile("[\\w@+=:,./-]+");

  private WatchdogCommand() {}

  /**
   * @param program in supervisord's words, such as {@link #program} gives
   */
  public static String line(
      String program, String masterUrl, Optional<Path> certificateRepository, String computerId, Path instanceRoot) {
    String repository =
        certificateRepository.map(path -> "--certificate-repository-path %s ".formatted(quoted(path.toString()))).orElse("");
    return "%s --master-url %s  %s--computer-id %s --instance-root %s".formatted(
        program, quoted(masterUrl), repository, quoted(computerId), quoted(instanceRoot.toString()));
  }

  /**
   * The watchdog beside a launcher. supervisord starts it in an empty environment, where only JDKs in the usual places are
   * found: another one has to be named.
   *
   * @param javaHome the JDK to use
   * @param authority who must have signed the Master's certificate
   */
  public static String program(Path launcher, Path javaHome, Optional<Path> authority) {
    Path watchdog = launcher.resolveSibling(launcher.getFileName() + "-watchdog");
    String words = word(watchdog.toString())
        + authority.map(file -> " --master-ca-file " + quoted(file.toAbsolutePath().toString())).orElse("");
    return isUsual(javaHome, launcher) ? words : "/usr/bin/env %s %s".formatted(word("SLAPOS_JAVA_HOME=" + javaHome), words);
  }

  private static boolean isUsual(Path javaHome, Path launcher) {
    Path parent = javaHome.toAbsolutePath().getParent();
    return USUAL_JAVA.contains(parent)
        || (Path.of("/opt").equals(parent) && javaHome.getFileName().toString().startsWith("jdk"))
        || (javaHome.endsWith("jre") && launcher.toAbsolutePath().startsWith(parent));
  }

  private static String word(String text) {
    return PLAIN.matcher(text).matches() ? text : quoted(text);
  }

  /** supervisord splits a line as a shell would, after it has put values in the place of {@code %(name)s}. */
  private static String quoted(String text) {
    return "'" + text.replace("%", "%%").replace("'", "'\\''") + "'";
  }
}
