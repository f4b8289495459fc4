package org.slapos.grid;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.slapos.grid.firewall.FirewallSettings;
import org.slapos.grid.networkcache.ReleaseCacheSettings;

/**
 * What the node agent has to know: section {@code [slapos]} of slapos.cfg with the command line over it (reference:
 * node-grid.md, 1.1). Paths are absolute; that they exist and that mandatory keys are there was checked by the caller.
 *
 * @param computerId {@code computer_id}
 * @param masterUrl {@code master_url}, as configured: it is copied to the instances
 * @param softwareRoot {@code software_root}
 * @param instanceRoot {@code instance_root}; short, because Unix socket paths are limited to about 100 characters
 * @param certificateRepository {@code certificate_repository_path}
 * @param sharedParts lines of {@code shared_part_list}
 * @param buildTimeParts lines of {@code build_time_part_list}
 * @param pythonTools the virtual environment with supervisor and zc.buildout
 * @param agentEnvironment the environment that children inherit, after cleaning
 * @param rootCheck {@code root_check}; false is the no-root mode
 * @param pidFile the pid file of this pass
 * @param networkCacheArguments options for buildout, {@code networkcache:KEY=VALUE} (reference: node-grid.md, 2.5)
 * @param watchdogProgram the program in the watchdog's command line
 */
public record GridSettings(
    String computerId,
    String masterUrl,
    Path softwareRoot,
    Path instanceRoot,
    Optional<Path> certificateRepository,
    List<String> sharedParts,
    List<String> buildTimeParts,
    Path pythonTools,
    Map<String, String> agentEnvironment,
    boolean rootCheck,
    Optional<Path> pidFile,
    List<String> networkCacheArguments,
    String watchdogProgram,
    Limits limits,
    Selection selection,
    Behaviour behaviour,
    Workload workload,
    Extensions extensions) {

  /** Where the reference's watchdog program is; its path is part of the supervisord file. */
  public static final String WATCHDOG_PROGRAM = "/opt/slapos/bin/slapos-watchdog";

  public GridSettings {
    sharedParts = List.copyOf(sharedParts);
    buildTimeParts = List.copyOf(buildTimeParts);
    agentEnvironment = Map.copyOf(agentEnvironment);
    networkCacheArguments = List.copyOf(networkCacheArguments);
  }

  /** Settings with every default, for the five values that have none. */
  public static GridSettings of(
      String computerId, String masterUrl, Path softwareRoot, Path instanceRoot, Path pythonTools) {
    return new GridSettings(
        computerId, masterUrl, softwareRoot, instanceRoot, Optional.empty(), List.of(), List.of(), pythonTools,
        System.getenv(), true, Optional.empty(), List.of(), WATCHDOG_PROGRAM, Limits.DEFAULT, Selection.ALL,
        Behaviour.DEFAULT, Workload.DEFAULT, Extensions.NONE);
  }

  public GridSettings with(Limits newLimits) {
    return with(copy -> copy.limits = newLimits);
  }

  public GridSettings with(Selection newSelection) {
    return with(copy -> copy.selection = newSelection);
  }

  public GridSettings with(Behaviour newBehaviour) {
    return with(copy -> copy.behaviour = newBehaviour);
  }

  public GridSettings with(Workload newWorkload) {
    return with(copy -> copy.workload = newWorkload);
  }

  public GridSettings with(Extensions newExtensions) {
    return with(copy -> copy.extensions = newExtensions);
  }

  public GridSettings withPythonTools(Path tools) {
    return with(copy -> copy.pythonTools = tools);
  }

  public GridSettings withAgentEnvironment(Map<String, String> environment) {
    return with(copy -> copy.agentEnvironment = environment);
  }

  public GridSettings withRootCheck(boolean check) {
    return with(copy -> copy.rootCheck = check);
  }

  public GridSettings withPidFile(Path file) {
    return with(copy -> copy.pidFile = Optional.of(file));
  }

  public GridSettings withCertificateRepository(Path repository) {
    return with(copy -> copy.certificateRepository = Optional.of(repository));
  }

  public GridSettings withParts(List<String> shared, List<String> buildTime) {
    return with(copy -> {
      copy.sharedParts = shared;
      copy.buildTimeParts = buildTime;
    });
  }

  public GridSettings withWatchdogProgram(String program) {
    return with(copy -> copy.watchdogProgram = program);
  }

  private GridSettings with(Consumer<Copy> change) {
    var copy = new Copy();
    change.accept(copy);
    return new GridSettings(
        computerId, masterUrl, softwareRoot, instanceRoot, copy.certificateRepository, copy.sharedParts,
        copy.buildTimeParts, copy.pythonTools, copy.agentEnvironment, copy.rootCheck, copy.pidFile,
        networkCacheArguments, copy.watchdogProgram, copy.limits, copy.selection, copy.behaviour, copy.workload,
        copy.extensions);
  }

  /** What may become different. */
  private final class Copy {
    private Optional<Path> certificateRepository = GridSettings.this.certificateRepository;
    private List<String> sharedParts = GridSettings.this.sharedParts;
    private List<String> buildTimeParts = GridSettings.this.buildTimeParts;
    private Path pythonTools = GridSettings.this.pythonTools;
    private Map<String, String> agentEnvironment = GridSettings.this.agentEnvironment;
    private boolean rootCheck = GridSettings.this.rootCheck;
    private Optional<Path> pidFile = GridSettings.this.pidFile;
    private String watchdogProgram = GridSettings.this.watchdogProgram;
    private Limits limits = GridSettings.this.limits;
    private Selection selection = GridSettings.this.selection;
    private Behaviour behaviour = GridSettings.this.behaviour;
    private Workload workload = GridSettings.this.workload;
    private Extensions extensions = GridSettings.this.extensions;
  }

  /**
   * Times and sizes.
   *
   * @param maximumPeriodicity seconds after which an up-to-date partition is processed all the same; 0 always, negative
   *     never
   * @param promiseTimeout {@code promise_timeout}, for one promise
   * @param partitionTimeout {@code partition_timeout}, for the buildout of one partition
   * @param softwareMinFreeSpace bytes
   * @param instanceMinFreeSpace bytes
   * @param parallelism how many partitions are processed at the same time; 1 is the reference's order
   */
  public record Limits(
      long maximumPeriodicity,
      Duration promiseTimeout,
      Optional<Duration> partitionTimeout,
      long softwareMinFreeSpace,
      long instanceMinFreeSpace,
      int parallelism) {
    public static final Limits DEFAULT =
        new Limits(86400, Duration.ofSeconds(20), Optional.empty(), 1000L << 20, 1000L << 20, 1);

    public Limits {
      if (parallelism < 1) {
        throw new IllegalArgumentException("parallelism must be at least 1, not " + parallelism);
      }
    }
  }

  /**
   * What the command line selects.
   *
   * @param onlySoftware {@code --only-sr}: URLs or MD5 names; empty means all
   * @param onlyPartitions {@code --only-cp}; empty means all
   * @param force {@code --force}
   * @param forceStop {@code --force-stop}
   * @param garbageCollect {@code --garbage-collect}
   */
  public record Selection(
      List<String> onlySoftware, List<String> onlyPartitions, boolean force, boolean forceStop, boolean garbageCollect) {
    public static final Selection ALL = new Selection(List.of(), List.of(), false, false, false);

    public static final Selection FORCED = new Selection(List.of(), List.of(), true, false, false);

    public Selection {
      onlySoftware = List.copyOf(onlySoftware);
      onlyPartitions = List.copyOf(onlyPartitions);
    }
  }

  /**
   * Remaining switches.
   *
   * @param buildout {@code buildout}: the program that bootstraps instead of the agent's own
   * @param buildoutDebug {@code --buildout-debug}: the terminal is handed to buildout
   * @param forbidSupervisordLaunch {@code forbid_supervisord_automatic_launch}
   * @param instanceStorageHome {@code instance_storage_home}
   * @param ipv4GlobalNetwork {@code ipv4_global_network}
   */
  public record Behaviour(
      Optional<Path> buildout,
      boolean buildoutDebug,
      boolean forbidSupervisordLaunch,
      String instanceStorageHome,
      String ipv4GlobalNetwork) {
    public static final Behaviour DEFAULT = new Behaviour(Optional.empty(), false, false, "", "");
  }

  /**
   * How many things go on at the same time, and how much one may take.
   *
   * @param releases {@code software_parallelism}: releases built at the same time; 1 is the reference's order
   * @param promises {@code promise_parallelism}: promises of all partitions that run at the same time; 1 runs them in
   *     the order of their names
   * @param promiseMemory {@code promise_memory_limit}: bytes of address space for each process of a promise
   */
  public record Workload(int releases, int promises, OptionalLong promiseMemory) {
    public static final Workload DEFAULT =
        new Workload(1, Math.clamp(Runtime.getRuntime().availableProcessors(), 1, 8), OptionalLong.empty());

    public Workload {
      if (releases < 1 || promises < 1) {
        throw new IllegalArgumentException("at least one release and one promise have to run at a time");
      }
    }
  }

  /**
   * What is plugged into the passes.
   *
   * @param managers {@code manager_list}
   * @param managerFolder {@code manager_folder}: jars and programs that are managers
   * @param options all keys of {@code [slapos]} and {@code [networkcache]} with the command line over them, for managers
   * @param managerSections sections {@code [manager:NAME]} by name
   * @param firewall section {@code [firewall]}
   * @param releaseCache section {@code [networkcache]}, as far as the agent uses it itself
   */
  public record Extensions(
      List<String> managers,
      Optional<Path> managerFolder,
      Map<String, String> options,
      Map<String, Map<String, String>> managerSections,
      Optional<FirewallSettings> firewall,
      ReleaseCacheSettings releaseCache) {
    public static final Extensions NONE =
        new Extensions(
            List.of(), Optional.empty(), Map.of(), Map.of(), Optional.empty(), ReleaseCacheSettings.NONE);

    public Extensions {
      managers = List.copyOf(managers);
      options = Map.copyOf(options);
      managerSections = Map.copyOf(managerSections);
    }

    /** With a cache of built releases. */
    public Extensions with(ReleaseCacheSettings cache) {
      return new Extensions(managers, managerFolder, options, managerSections, firewall, cache);
    }
  }
}
