package org.slapos.cli.node;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.slapos.cli.Invocation;
import org.slapos.cli.Terminal;
import org.slapos.config.SettingsReader;
import org.slapos.grid.supervisor.WatchdogCommand;
import org.slapos.grid.GridSettings;
import org.slapos.grid.supervisor.ProgramName;

/** Makes the agent's settings of {@code [slapos]}, {@code [networkcache]} and the options (reference: node-grid.md, 1). */
public final class GridSettingsReader {
  private static final List<String> NETWORK_CACHE_KEYS = List.of(
      "signature-private-key-file",
      "upload-cache-url",
      "upload-dir-url",
      "shacache-ca-file",
      "shacache-cert-file",
      "shacache-key-file",
      "shadir-ca-file",
      "shadir-cert-file",
      "shadir-key-file");

  private final SettingsReader settings;
  private final GridSettings.Extensions extensions;
  private final Terminal terminal;

  public GridSettingsReader(SettingsReader settings, Terminal terminal) {
    this(settings, GridSettings.Extensions.NONE, terminal);
  }

  GridSettingsReader(SettingsReader settings, GridSettings.Extensions extensions, Terminal terminal) {
    this.settings = settings;
    this.extensions = extensions;
    this.terminal = terminal;
  }

  /** Reads them with the switches of a command; problems are left for {@link SettingsReader#finish}. */
  GridSettings read(PassKind kind, Invocation invocation) {
    var selection = new GridSettings.Selection(
        releases(),
        spelledEitherWay("only_cp"),
        invocation.flag("force") || settings.text("develop").isPresent(),
        invocation.flag("force_stop"),
        invocation.flag("garbage_collect"));
    return read(kind, selection, invocation.flag("buildout_debug"));
  }

  /** Between commas; a release may be a path with blanks. */
  private List<String> releases() {
    String key = settings.text("only_sr").isPresent() ? "only_sr" : "only-sr";
    return settings.text(key).stream().flatMap(text -> Stream.of(text.split("[,\n]", -1))).map(String::strip)
        .filter(word -> !word.isEmpty()).toList();
  }

  /** The reference reads these keys with a dash as well. */
  private List<String> spelledEitherWay(String key) {
    List<String> words = settings.words(key);
    return words.isEmpty() ? settings.words(key.replace('_', '-')) : words;
  }

  /** Reads what the file says; problems are left for {@link SettingsReader#finish}. */
  public GridSettings read(PassKind kind) {
    return read(kind, GridSettings.Selection.ALL, false);
  }

  private GridSettings read(PassKind kind, GridSettings.Selection selection, boolean buildoutDebug) {
    boolean rootCheck = settings.truth("root_check", true);
    Path instanceRoot = settings.requiredPath("instance_root");
    if (!ProgramName.isHarmless(instanceRoot.toString())) {
      settings.refuse("instance_root", "'instance_root' holds a blank or one of %%,;:\"'\\, which supervisord cannot take: '%s'"
          .formatted(instanceRoot));
    }
    return new GridSettings(
        settings.requiredText("computer_id"),
        settings.requiredText("master_url"),
        settings.requiredPath("software_root"),
        instanceRoot,
        certificateRepository(),
        settings.lines("shared_part_list"),
        settings.lines("build_time_part_list"),
        PythonToolsPlace.of(settings, terminal),
        terminal.environment(),
        rootCheck,
        Optional.of(pidFile(kind, rootCheck, instanceRoot)),
        networkCacheArguments(),
        watchdogProgram(),
        limits(),
        selection,
        behaviour(buildoutDebug),
        workload(),
        extensions);
  }

  private Optional<Path> certificateRepository() {
    Optional<Path> repository = settings.path("certificate_repository_path");
    repository.filter(folder -> !Files.isDirectory(folder)).ifPresent(
        folder -> settings.refuse("certificate_repository_path", "Directory '" + folder + "' does not exist"));
    if (settings.text("key_file").isPresent() && repository.isEmpty()) {
      settings.refuse("key_file", "with 'key_file', 'certificate_repository_path' is needed too");
    }
    return repository;
  }

  /** The pid file of a pass. */
  Path pidFile(PassKind kind) {
    return pidFile(kind, settings.truth("root_check", true), settings.requiredPath("instance_root"));
  }

  /** The key for this pass in the file wins over the option, as in the reference. */
  private Path pidFile(PassKind kind, boolean rootCheck, Path instanceRoot) {
    Path usual = rootCheck ? Path.of("/opt/slapos") : instanceRoot;
    return settings.path(kind.pidFileKey())
        .or(() -> settings.path("pidfile"))
        .orElse(usual.resolve(kind.pidFileName()));
  }

  private List<String> networkCacheArguments() {
    var arguments = new ArrayList<String>();
    if (NETWORK_CACHE_KEYS.subList(0, 3).stream().anyMatch(key -> networkCache(key).isPresent())) {
      arguments.add("buildout:networkcache-section=networkcache");
    }
    for (String key : NETWORK_CACHE_KEYS) {
      networkCache(key).ifPresent(value -> arguments.add("networkcache:" + key + "=" + value));
    }
    return arguments;
  }

  /** The signing key is named with underscores by the command line. */
  private Optional<String> networkCache(String key) {
    return (key.startsWith("signature") ? settings.text(key.replace('-', '_')) : Optional.<String>empty())
        .or(() -> settings.text(key));
  }

  /** The one beside our own launcher, so that it works under any prefix. */
  private String watchdogProgram() {
    return terminal.variable("SLAPOS_LAUNCHER")
        .map(launcher -> WatchdogCommand.program(
            Path.of(launcher), Path.of(System.getProperty("java.home")), settings.path("master_ca_file")))
        .orElse(GridSettings.WATCHDOG_PROGRAM);
  }

  private GridSettings.Limits limits() {
    var usual = GridSettings.Limits.DEFAULT;
    String partitionTimeout = settings.text("partition_timeout").isPresent() ? "partition_timeout" : "partition-timeout";
    return new GridSettings.Limits(
        settings.integer("maximum_periodicity").orElse((int) usual.maximumPeriodicity()),
        Duration.ofSeconds(atLeastOne("promise_timeout", (int) usual.promiseTimeout().toSeconds())),
        settings.text(partitionTimeout).map(_ -> Duration.ofSeconds(atLeastOne(partitionTimeout, 1))),
        size("software_min_free_space", usual.softwareMinFreeSpace()),
        size("instance_min_free_space", usual.instanceMinFreeSpace()),
        atLeastOne("parallelism", 1));
  }

  private GridSettings.Workload workload() {
    long memory = size("promise_memory_limit", 0);
    return new GridSettings.Workload(
        atLeastOne("software_parallelism", GridSettings.Workload.DEFAULT.releases()),
        atLeastOne("promise_parallelism", GridSettings.Workload.DEFAULT.promises()),
        memory > 0 ? OptionalLong.of(memory) : OptionalLong.empty());
  }

  private int atLeastOne(String key, int usual) {
    int wanted = settings.integer(key).orElse(usual);
    if (wanted < 1) {
      settings.refuse(key, "'" + key + "' must be at least 1, not " + wanted);
      return usual;
    }
    return wanted;
  }

  private long size(String name, long usual) {
    try {
      return settings.text(name).map(ByteSize::parse).orElse(usual);
    } catch (IllegalArgumentException e) {
      settings.refuse(name, "'" + name + "': " + e.getMessage());
      return usual;
    }
  }

  private GridSettings.Behaviour behaviour(boolean debug) {
    return new GridSettings.Behaviour(
        settings.path("buildout"),
        debug || settings.text("buildout_debug").isPresent(),
        settings.truth("forbid_supervisord_automatic_launch", false),
        settings.text("instance_storage_home").orElse(""),
        settings.text("ipv4_global_network").orElse(""));
  }
}
