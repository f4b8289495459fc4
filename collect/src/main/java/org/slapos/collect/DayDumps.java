package org.slapos.collect;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.slapos.files.AtomicFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finished days: every table as CSV, packed as {@code YYYY-MM-DD.tar.gz} (reference: collect.md, 7). */
final class DayDumps {
  private static final Logger LOGGER = LoggerFactory.getLogger("slapos");

  private final Path dataLog;
  private final Programs programs;

  DayDumps(Path dataLog, Programs programs) {
    this.dataLog = dataLog;
    this.programs = programs;
  }

  /** Writes the tables of each day that is over and marks their rows; a day counts as dumped only when it is on disk. */
  void write(CollectorDatabase database, String today) throws IOException {
    for (String day : database.unreportedDays(today)) {
      Path folder = Files.createDirectories(dataLog.resolve(day));
      for (Table table : Table.values()) {
        var text = new StringBuilder();
        for (List<Object> row : database.select("SELECT * FROM " + table.sqlName() + " WHERE date = ? ORDER BY rowid", day)) {
          text.append(String.join(",", row.stream().map(DayDumps::cell).toList())).append("\r\n");
        }
        AtomicFile.write(folder.resolve("dump_" + table.sqlName() + ".csv"), text.toString(), "rw-r--r--");
      }
      for (Table table : Table.values()) {
        database.update("UPDATE " + table.sqlName() + " SET reported = 1 WHERE date = ?", day);
      }
      database.commit();
    }
  }

  /** Packs the folders of dumped days, also those that a pass before left behind. */
  void compress() throws IOException {
    try (DirectoryStream<Path> days = Files.newDirectoryStream(dataLog, "????-??-??")) {
      for (Path day : days) {
        if (Files.isDirectory(day, LinkOption.NOFOLLOW_LINKS)) {
          compress(day);
        }
      }
    }
  }

  private void compress(Path day) throws IOException {
    String name = day.getFileName().toString();
    Path unfinished = dataLog.resolve("." + name + ".tar.gz.new");
    Programs.Result result = programs.run(
        List.of("tar", "--create", "--gzip", "--file", unfinished.toString(), "--directory", dataLog.toString(), name), _ -> {});
    if (result.status() != 0) {
      LOGGER.warn("{} is not packed: tar says: {}", day, result.errors().strip());
      Files.deleteIfExists(unfinished);
      return;
    }
    Files.move(unfinished, dataLog.resolve(name + ".tar.gz"), StandardCopyOption.ATOMIC_MOVE);
    try (DirectoryStream<Path> files = Files.newDirectoryStream(day)) {
      for (Path file : files) {
        Files.delete(file);
      }
    }
    Files.delete(day);
  }

  /** Quoted as spreadsheets want it, only where it has to be. */
  private static String cell(Object value) {
    String text = Numbers.text(value);
    return text.matches("(?s).*[\",\r\n].*") ? "\"" + text.replace("\"", "\"\"") + "\"" : text;
  }
}
