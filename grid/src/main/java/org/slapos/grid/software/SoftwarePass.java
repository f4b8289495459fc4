package org.slapos.grid.software;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.slapos.config.IoReason;
import org.slapos.grid.ExitCode;
import org.slapos.grid.GridSettings;
import org.slapos.grid.PassResult;
import org.slapos.grid.buildout.Buildout;
import org.slapos.grid.buildout.BuildoutFailedException;
import org.slapos.files.AtomicFile;
import org.slapos.grid.log.StackTrace;
import org.slapos.grid.files.DiskSync;
import org.slapos.grid.files.Trees;
import org.slapos.grid.log.GridLog;
import org.slapos.grid.manager.ManagedRelease;
import org.slapos.grid.manager.Manager;
import org.slapos.grid.manager.Managers;
import org.slapos.grid.process.AgentStoppingException;
import org.slapos.grid.process.OrderedWork;
import org.slapos.grid.process.Privileges;
import org.slapos.grid.process.ProcessRunner;
import org.slapos.slap.Slap;
import org.slapos.slap.SoftwareRelease;

/** {@code node software}: builds and removes software releases (reference: node-grid.md, 2). */
public final class SoftwarePass {
  /** {@code time.asctime()}; the day is padded with a blank. */
  private static final DateTimeFormatter ASCTIME = DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.ROOT);

  private static final int SHOWN_LINES = 10;

  private static final Duration UPLOAD_PAUSE = Duration.ofSeconds(10);

  private final GridSettings settings;
  private final Slap slap;
  private final Clock clock;
  private final GridLog log;
  private final Managers managers;
  private final SoftwareBuilder builder;

  public SoftwarePass(
      GridSettings settings, Slap slap, Managers managers, Privileges privileges, ProcessRunner runner, Clock clock,
      GridLog log) {
    this.settings = settings;
    this.slap = slap;
    this.managers = managers;
    this.clock = clock;
    this.log = log;
    var archive = new ReleaseArchive(settings.softwareRoot(), privileges, runner, settings.agentEnvironment());
    var cache = settings.extensions().releaseCache();
    this.builder = new SoftwareBuilder(
        settings, privileges, new Buildout(runner, settings.behaviour().buildoutDebug()),
        new ReleaseDownload(cache, settings.softwareRoot(), archive, runner),
        new ReleaseUpload(cache, settings.softwareRoot(), archive, runner, UPLOAD_PAUSE), clock);
  }

  /** Brings every selected release to the state the Master wants: in its order, or several at the same time. */
  public PassResult run() {
    log.info("Processing software releases...");
    TransferFolder.removeLeftovers(settings.softwareRoot(), log);
    List<SoftwareRelease> releases = slap.registerComputer(settings.computerId()).softwareReleases();
    var failures = new ArrayList<>(OrderedWork.map(releases, workers(), "release", this::process).stream()
        .flatMap(Optional::stream).toList());
    if (settings.selection().garbageCollect()) {
      collectGarbage(releases, failures);
    }
    log.info("Finished software releases.");
    failures.forEach(log::error);
    return new PassResult(failures.isEmpty() ? ExitCode.SUCCESS : ExitCode.FAILED, failures);
  }

  /** A person at the debugger of one build must not see another's. */
  private int workers() {
    return settings.behaviour().buildoutDebug() ? 1 : settings.workload().releases();
  }

  /** What failed, for people. */
  private Optional<String> process(SoftwareRelease release) {
    SoftwareFolder folder = SoftwareFolder.of(settings.softwareRoot(), release.url());
    var managed = new ManagedRelease(
        settings.computerId(), release.url(), folder.path(), release.state().name().toLowerCase(Locale.ROOT), log);
    try {
      managers.call(Manager::software, managed);
      if (folder.isCompleted()) {
        // An agent killed in between has left the mark; whoever takes the completed one away wants a build.
        Files.deleteIfExists(folder.fetched());
      }
      switch (SoftwareAction.decide(
          release.url(), release.state(), folder.isCompleted(), settings.selection().force(),
          settings.selection().onlySoftware())) {
        case NOTHING -> log.debug("Nothing to do for software release " + release.url());
        case BUILD -> build(release, folder);
        case REMOVE -> remove(release, folder);
      }
      managers.call(Manager::softwareTearDown, managed);
      return Optional.empty();
    } catch (BuildoutFailedException e) {
      release.error(e.report());
      return Optional.of("%s: %s; see %s, which ends with:\n%s"
          .formatted(release.url(), e.getMessage(), e.log(), e.lastLines(SHOWN_LINES)));
    } catch (ForcedCacheException e) {
      log.error(String.valueOf(e.getMessage()));
      release.error(e.getMessage() + ":\n");
      return Optional.of(String.valueOf(e.getMessage()));
    } catch (AgentStoppingException e) {
      release.error(String.valueOf(e.getMessage()));
      throw e;
    } catch (IOException | RuntimeException e) {
      String reason = e instanceof IOException io ? IoReason.of(io) : String.valueOf(e.getMessage());
      log.error("Software release %s failed: %s".formatted(release.url(), reason), e);
      release.error(StackTrace.of(e));
      return Optional.of(release.url() + ": " + reason);
    }
  }

  private void build(SoftwareRelease release, SoftwareFolder folder) throws IOException, BuildoutFailedException {
    release.building();
    builder.install(release.url(), workers() == 1 ? log : new ReleaseLog(log, release.url()));
    // The mark must not outlive what was built when the power fails.
    DiskSync.of(folder.path(), log);
    // It comes after the report: a report that fails is then repeated by the next run.
    release.available();
    String now = ASCTIME.format(LocalDateTime.ofInstant(clock.instant(), clock.getZone()));
    AtomicFile.write(folder.completed(), now, "rw-r--r--");
    Files.deleteIfExists(folder.fetched());
  }

  private void remove(SoftwareRelease release, SoftwareFolder folder) throws IOException {
    if (Files.exists(folder.path())) {
      log.info("Destroying '%s' ...".formatted(release.url()));
      log.info("Removing path '%s'".formatted(folder.path()));
      delete(folder);
      log.info("Destroyed '%s' .".formatted(release.url()));
    }
    release.destroyed();
  }

  private void collectGarbage(List<SoftwareRelease> releases, List<String> failures) {
    for (String name : GarbageCollection.unwanted(builtFolders(), releases)) {
      var folder = new SoftwareFolder(settings.softwareRoot().resolve(name));
      try {
        log.info("Destroying garbage collected software folder %s ...".formatted(folder.path()));
        delete(folder);
        log.info("Destroyed %s .".formatted(folder.path()));
      } catch (IOException e) {
        String failure = "Cannot remove software folder %s: %s".formatted(folder.path(), e.getMessage());
        log.error(failure, e);
        failures.add(failure);
      }
    }
  }

  /** A half removed release must not count as fetched or completed, nor its parts as installed. */
  private static void delete(SoftwareFolder folder) throws IOException {
    if (Files.isSymbolicLink(folder.path())) {
      // What it leads to is somebody else's.
      Files.delete(folder.path());
      return;
    }
    Files.deleteIfExists(folder.fetched());
    Files.deleteIfExists(folder.completed());
    Files.deleteIfExists(folder.path().resolve(".installed.cfg"));
    Trees.delete(folder.path());
  }

  private List<String> builtFolders() {
    try (Stream<Path> folders = Files.list(settings.softwareRoot())) {
      return folders.filter(folder -> Files.exists(folder.resolve("buildout.cfg")))
          .map(folder -> folder.getFileName().toString()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
