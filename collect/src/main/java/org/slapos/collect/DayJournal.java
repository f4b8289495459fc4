package org.slapos.collect;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slapos.tio.Amount;
import org.slapos.tio.Arrow;
import org.slapos.tio.Journal;
import org.slapos.tio.Movement;
import org.slapos.tio.Transaction;

/** What the computer and its partitions used on one day, as the Master wants to know it (reference: collect.md, 9). */
final class DayJournal {
  private static final Amount NO_PRICE = new Amount("0.0");
  private static final Amount UNKNOWN = new Amount("-1");
  private static final double MIB = 1024 * 1024;
  private static final double KIB_IN_MIB = 1024;

  private final CollectSettings settings;
  private final CollectorDatabase database;
  private final String date;
  private final List<Movement> movements = new ArrayList<>();

  private DayJournal(CollectSettings settings, CollectorDatabase database, String date) {
    this.settings = settings;
    this.database = database;
    this.date = date;
  }

  static Journal of(CollectSettings settings, CollectorDatabase database, String date) {
    var day = new DayJournal(settings, database, date);
    day.machine();
    day.users();
    return new Journal(List.of(new Transaction(
        "Sale Packing List",
        Optional.of("Eco Information for " + settings.computerId() + " "),
        date + " 00:00:00",
        date + " 23:59:59",
        date + "-global",
        "",
        "",
        List.of(""),
        List.of(new Arrow("Destination", Optional.empty(), Optional.empty())),
        day.movements)));
  }

  private void machine() {
    List<List<Object>> rows = database.select("SELECT cpu_percent, memory_used FROM system WHERE date = ?", date);
    String computer = settings.computerId();
    if (!rows.isEmpty()) {
      add("cpu_load_percent", "CPU Load Percent Average", computer, number(mean(rows, 0)));
      add("memory_used", "Used Memory", computer, number(mean(rows, 1)));
    }
    Amount ratio = database.select("SELECT zero_emission_ratio FROM heating ORDER BY date DESC, time DESC LIMIT 1").stream()
        .flatMap(row -> row.getFirst() instanceof Double last ? Optional.of(number(last)).stream() : Optional.<Amount>empty().stream())
        .findFirst()
        .orElse(UNKNOWN);
    add("zero_emission_ratio", "Zero Emission Ratio", computer, ratio);
  }

  private void users() {
    for (CollectSettings.PartitionUser user : settings.users()) {
      perTime("sum(cpu_percent)", "user", user, 1).ifPresent(value ->
          add("cpu_load_percent", "CPU Load Percent Average for " + user.name(), user.name(), value));
    }
    for (CollectSettings.PartitionUser user : settings.users()) {
      perTime("sum(memory_rss)", "user", user, MIB).ifPresent(value ->
          add("memory_used", "Memory Used Average for " + user.name(), user.name(), value));
    }
    for (CollectSettings.PartitionUser user : settings.users()) {
      perTime("sum(disk_used)", "folder", user, KIB_IN_MIB).ifPresent(value ->
          add("disk_used", "Partition Disk Used Average for " + user.name(), user.name(), value));
    }
  }

  /** A sum over the day divided by how often was measured; empty if never. */
  private Optional<Amount> perTime(String sum, String table, CollectSettings.PartitionUser user, double unit) {
    List<Object> row = database.select(
        "SELECT " + sum + ", count(DISTINCT time) FROM " + table + " WHERE partition = ? AND date = ?", user.name(), date)
        .getFirst();
    return row.get(0) instanceof Number total && row.get(1) instanceof Number times
        ? Optional.of(number(total.doubleValue() / times.doubleValue() / unit))
        : Optional.empty();
  }

  private void add(String resource, String title, String reference, Amount quantity) {
    movements.add(new Movement(
        "service_module/" + resource, Optional.of(title), Optional.of(reference), quantity, NO_PRICE, "", List.of("")));
  }

  private static double mean(List<List<Object>> rows, int column) {
    double sum = 0;
    for (List<Object> row : rows) {
      sum += row.get(column) instanceof Number number ? number.doubleValue() : 0;
    }
    return sum / rows.size();
  }

  private static Amount number(double value) {
    return new Amount(Numbers.text(value));
  }
}
