package org.slapos.collect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.slapos.config.IoReason;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code slapos node collect}: one pass, meant to be run every minute as root. */
public final class Collector {
  private static final Logger LOGGER = LoggerFactory.getLogger("slapos");
  /** How long the processors are watched when there is no pass before. */
  private static final Duration FIRST_WATCH = Duration.ofSeconds(1);

  private final CollectSettings settings;
  private final Clock clock;
  private final Path proc;
  private final Programs programs;

  /** Measures this machine. */
  public Collector(CollectSettings settings, Clock clock) {
    this(settings, clock, Path.of("/proc"), Programs.ofThisMachine());
  }

  Collector(CollectSettings settings, Clock clock, Path proc, Programs programs) {
    this.settings = settings;
    this.clock = clock;
    this.proc = proc;
    this.programs = programs;
  }

  /**
   * Measures once and brings files and database up to date.
   *
   * @throws CollectException if the database cannot be used or a file not be written
   */
  public void run() {
    LOGGER.info("Collecting data...");
    try {
      makeFolders();
      collect();
    } catch (IOException e) {
      throw new CollectException("cannot measure this machine: " + IoReason.of(e), e);
    }
    LOGGER.info("Finished collecting.");
    LOGGER.info("=".repeat(80));
  }

  private void collect() throws IOException {
    var moment = new Moment(clock.instant().truncatedTo(ChronoUnit.SECONDS));
    var files = new ProcFiles(proc);
    Map<Integer, String> users = UserNumbers.of(settings.users(), Path.of("/etc/passwd"), programs);
    String bootId = files.bootId();
    Sample sample = files.sample(users);
    var before = PreviousSample.read(settings.dataLog(), bootId, sample.uptime());
    PreviousSample previous = before.orElse(PreviousSample.of(bootId, sample));
    if (before.isEmpty() && pause()) {
      sample = files.sample(users);
    }
    try (CollectorDatabase database = CollectorDatabase.open(settings.dataLog().resolve("collector.db"))) {
      insert(database, new SampleRows(sample, previous, moment), moment);
      PreviousSample.of(bootId, sample).keep(settings.dataLog());
      LOGGER.info("Writing csv, XML and JSON files...");
      SystemSeries.write(database, moment.date(), settings.dataLog());
      var dumps = new DayDumps(settings.dataLog(), programs);
      dumps.write(database, moment.date());
      ConsumptionReports.write(settings, database, moment);
      new MonitorFiles(database, moment, clock, proc).write(settings.users());
      dumps.compress();
      database.purge(moment.day().minusDays(settings.cacheDays()));
      LOGGER.info("Done.");
    }
  }

  private void insert(CollectorDatabase database, SampleRows rows, Moment moment) throws IOException {
    LOGGER.info("Inserting computer information into database...");
    rows.machine(new MountedDisks(proc).list(), Temperatures.read(programs)).forEach(database::insert);
    LOGGER.info("Done.");
    LOGGER.info("Inserting user information into database...");
    database.insert(Table.USER, rows.processes());
    // Seen by others before the folders are measured, which may take long.
    database.commit();
    database.insert(Table.FOLDER, new FolderSizes(settings, programs, moment).rows(database));
    database.commit();
    LOGGER.info("Done.");
  }

  private void makeFolders() throws IOException {
    for (Path folder : List.of(
        settings.dataLog(), settings.consumptionReports(), settings.xmlReports(), settings.pidFolder())) {
      LOGGER.debug("Folder: {}", folder);
      if (!Files.isDirectory(folder)) {
        Files.createDirectories(folder);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
      }
    }
    Files.setPosixFilePermissions(settings.dataLog(), PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static boolean pause() {
    try {
      Thread.sleep(FIRST_WATCH);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
