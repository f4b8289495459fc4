package org.slapos.collect;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slapos.files.AtomicFile;

/** Today's series of the machine as CSV files, one per value, written anew at each pass (reference: collect.md, 7). */
final class SystemSeries {
  private static final String HEADER = "time,entry\r\n";
  private static final double KIB = 1024;

  /** How a column becomes an entry. */
  private enum Kind {
    AS_IT_IS,
    KIB,
    /** A counter in bytes: what it grew by since the row before. */
    KIB_SINCE
  }

  private static final Map<String, Kind> SERIES = series();

  private SystemSeries() {}

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

  static void write(CollectorDatabase database, String date, Path folder) throws IOException {
    List<String> columns = List.copyOf(SERIES.keySet());
    List<List<Object>> rows =
        database.select("SELECT " + String.join(", ", columns) + ", time FROM system WHERE date = ? ORDER BY time", date);
    for (int column = 0; column < columns.size(); column++) {
      var text = new StringBuilder(HEADER);
      // The first row of a day is nobody's entry: a counter has no row before it.
      for (int row = 1; row < rows.size(); row++) {
        double value = number(rows.get(row), column);
        double entry = switch (SERIES.getOrDefault(columns.get(column), Kind.AS_IT_IS)) {
          case AS_IT_IS -> value;
          case KIB -> value / KIB;
          case KIB_SINCE -> (value - number(rows.get(row - 1), column)) / KIB;
        };
        line(text, date, rows.get(row).getLast(), entry);
      }
      AtomicFile.write(folder.resolve("system_" + columns.get(column) + ".csv"), text.toString(), "rw-r--r--");
    }
    disks(database, date, folder);
  }

  private static void disks(CollectorDatabase database, String date, Path folder) throws IOException {
    Map<String, StringBuilder> files = new LinkedHashMap<>();
    for (List<Object> row : database.select("SELECT partition, used, free, time FROM disk WHERE date = ? ORDER BY time", date)) {
      String device = row.get(0).toString().replace('-', '_').replace('/', '_');
      var used = files.computeIfAbsent("system_disk_memory_used_" + device + ".csv", _ -> new StringBuilder(HEADER));
      line(used, date, row.get(3), Double.parseDouble(row.get(1).toString()) / KIB);
      var free = files.computeIfAbsent("system_disk_memory_free_" + device + ".csv", _ -> new StringBuilder(HEADER));
      line(free, date, row.get(3), Double.parseDouble(row.get(2).toString()) / KIB);
    }
    for (var file : files.entrySet()) {
      AtomicFile.write(folder.resolve(file.getKey()), file.getValue().toString(), "rw-r--r--");
    }
  }

  private static void line(StringBuilder text, String date, Object time, double entry) {
    text.append(date).append(' ').append(time).append(',').append(Numbers.text(entry)).append("\r\n");
  }

  private static double number(List<Object> row, int column) {
    return row.get(column) instanceof Number number ? number.doubleValue() : 0;
  }
}
