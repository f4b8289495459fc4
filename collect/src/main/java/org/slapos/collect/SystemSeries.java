package org.slapos.collect;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Today's series of the machine as CSV files, one per value (reference: collect.md, 7). */
final class SystemSeries {
  private static final double KIB = 1024;

  /** How a column becomes an entry. */
  private enum Kind {
    AS_IT_IS,
    KIB,
    /** A counter in bytes: what it grew by since the row before. */
    KIB_SINCE
  }

  /** The two series of a device, with their columns in the selection. */
  private enum Side {
    USED(1),
    FREE(2);

    private final int column;

    Side(int column) {
      this.column = column;
    }

    Path file(Path folder, List<Object> disk) {
      String device = disk.getFirst().toString().replace('-', '_').replace('/', '_');
      return folder.resolve("system_disk_memory_" + name().toLowerCase(Locale.ROOT) + "_" + device + ".csv");
    }

    String line(String date, List<Object> disk) {
      return CsvSeries.line(date, disk.getLast(), Double.parseDouble(disk.get(column).toString()) / KIB);
    }
  }

  private static final Map<String, Kind> SERIES = series();
  private static final List<String> COLUMNS = List.copyOf(SERIES.keySet());
  private static final String SELECTION = "SELECT " + String.join(", ", COLUMNS) + ", time FROM system";
  private static final String DISKS = "SELECT partition, used, free, time FROM disk";

  private final CollectorDatabase database;
  private final String date;
  private final Path folder;

  private SystemSeries(CollectorDatabase database, String date, Path folder) {
    this.database = database;
    this.date = date;
    this.folder = folder;
  }

  private static Map<String, Kind> series() {
    var kinds = new LinkedHashMap<String, Kind>();
    kinds.put("cpu_percent", Kind.AS_IT_IS);
    kinds.put("loadavg", Kind.AS_IT_IS);
    kinds.put("memory_used", Kind.KIB);
    kinds.put("memory_free", Kind.KIB);
    kinds.put("net_in_bytes", Kind.KIB_SINCE);
    kinds.put("net_out_bytes", Kind.KIB_SINCE);
    kinds.put("net_in_errors", Kind.AS_IT_IS);
    kinds.put("net_in_dropped", Kind.AS_IT_IS);
    kinds.put("net_out_errors", Kind.AS_IT_IS);
    kinds.put("net_out_dropped", Kind.AS_IT_IS);
    return kinds;
  }

  /** Adds what the newest pass saw; what is not as the pass before left it is written anew. */
  static void write(CollectorDatabase database, String date, Path folder) throws IOException {
    var series = new SystemSeries(database, date, folder);
    if (!series.append()) {
      series.system();
      series.disks();
    }
  }

  private boolean append() throws IOException {
    List<List<Object>> newest = database.select(SELECTION + " WHERE date = ? ORDER BY time DESC LIMIT 2", date);
    if (newest.size() < 2) {
      return false;
    }
    List<Object> row = newest.getFirst();
    List<Object> before = newest.getLast();
    for (int column = 0; column < COLUMNS.size(); column++) {
      String line = CsvSeries.line(date, row.getLast(), entry(row, before, column));
      if (!CsvSeries.append(systemFile(column), date, before.getLast(), line)) {
        return false;
      }
    }
    for (List<Object> disk : database.select(DISKS + " WHERE date = ? AND time = ?", date, row.getLast())) {
      for (Side side : Side.values()) {
        if (!CsvSeries.append(side.file(folder, disk), date, before.getLast(), side.line(date, disk))) {
          return false;
        }
      }
    }
    return true;
  }

  private void system() throws IOException {
    List<List<Object>> rows = database.select(SELECTION + " WHERE date = ? ORDER BY time", date);
    for (int column = 0; column < COLUMNS.size(); column++) {
      var lines = new StringBuilder();
      // The first row of a day is nobody's entry: a counter has no row before it.
      for (int row = 1; row < rows.size(); row++) {
        lines.append(CsvSeries.line(date, rows.get(row).getLast(), entry(rows.get(row), rows.get(row - 1), column)));
      }
      CsvSeries.write(systemFile(column), lines);
    }
  }

  private void disks() throws IOException {
    Map<Path, StringBuilder> files = new LinkedHashMap<>();
    for (List<Object> disk : database.select(DISKS + " WHERE date = ? ORDER BY time", date)) {
      for (Side side : Side.values()) {
        files.computeIfAbsent(side.file(folder, disk), _ -> new StringBuilder()).append(side.line(date, disk));
      }
    }
    for (var file : files.entrySet()) {
      CsvSeries.write(file.getKey(), file.getValue());
    }
  }

  private Path systemFile(int column) {
    return folder.resolve("system_" + COLUMNS.get(column) + ".csv");
  }

  private static double entry(List<Object> row, List<Object> before, int column) {
    double value = number(row, column);
    return switch (SERIES.getOrDefault(COLUMNS.get(column), Kind.AS_IT_IS)) {
      case AS_IT_IS -> value;
      case KIB -> value / KIB;
      case KIB_SINCE -> (value - number(before, column)) / KIB;
    };
  }

  private static double number(List<Object> row, int column) {
    return row.get(column) instanceof Number number ? number.doubleValue() : 0;
  }
}
