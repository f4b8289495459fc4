package org.slapos.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.slapos.cli.log.LogProvider;
import org.slf4j.LoggerFactory;
import org.slf4j.helpers.Reporter;


/** The process: takes what the system gives, runs one command, exits with its status. */
public final class Main {
  /** {@code LC_ALL} as the launcher found it. */
  private static final String FORMER_LOCALE = "SLAPOS_LC_ALL";

  private Main() {}

  public static void main(String[] line) {
    nameLogProvider();
    Terminal terminal = ofThisProcess();
    int status = new Slapos(CommandTable.standard(), terminal).run(line);
    terminal.out().flush();
    terminal.err().flush();
    // Success is the process's status by itself. Exiting while the poller of virtual threads sits in the kernel would make
    // the machine wait 0.3 s for it.
    if (status != ExitStatus.SUCCESS) {
      System.exit(status);
    }
  }

  /** SLF4J would look into every jar for it. */
  static void nameLogProvider() {
    System.setProperty(LoggerFactory.PROVIDER_PROPERTY_KEY, LogProvider.class.getName());
    System.setProperty(Reporter.SLF4J_INTERNAL_VERBOSITY_KEY, "WARN");
  }

  static Terminal ofThisProcess() {
    Map<String, String> environment = asFound(System.getenv());
    return new Terminal(
        System.in,
        stream(FileDescriptor.out),
        stream(FileDescriptor.err),
        environment,
        Path.of(environment.getOrDefault("HOME", System.getProperty("user.home"))),
        Path.of("").toAbsolutePath(),
        "true".equals(environment.get("SLAPOS_STDERR_IS_TERMINAL")),
        "0".equals(environment.get("SLAPOS_UID")) || System.getProperty("user.name").equals("root"));
  }

  /** As it was before the launcher chose a locale that knows every file name. */
  static Map<String, String> asFound(Map<String, String> given) {
    if (!given.containsKey(FORMER_LOCALE)) {
      return given;
    }
    var environment = new HashMap<>(given);
    String former = Objects.requireNonNull(environment.remove(FORMER_LOCALE));
    environment.remove("LC_ALL");
    if (!former.isEmpty()) {
      environment.put("LC_ALL", former);
    }
    return environment;
  }

  /** The default streams take the locale's encoding, which in a bare environment loses every accent. */
  private static PrintStream stream(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
  }
}
