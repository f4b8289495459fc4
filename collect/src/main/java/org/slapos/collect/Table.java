package org.slapos.collect;

import java.util.Locale;

/** The tables of {@code collector.db}; Python code of software releases reads them by these names and columns. */
enum Table {
  USER("""
      partition text, pid real, process text, cpu_percent real, cpu_time real, cpu_num_threads real,
      memory_percent real, memory_rss real, io_rw_counter real, io_cycles_counter real, date text, time text"""),
  FOLDER("partition text, disk_used real, date text, time text"),
  COMPUTER("""
      cpu_num_core real, cpu_frequency real, cpu_type text, memory_size real, memory_type text, partition_list text,
      date text, time text"""),
  SYSTEM("""
      loadavg real, cpu_percent real, memory_used real, memory_free real, net_in_bytes real, net_in_errors real,
      net_in_dropped real, net_out_bytes real, net_out_errors real, net_out_dropped real, date text, time text"""),
  DISK("partition text, used text, free text, mountpoint text, date text, time text"),
  TEMPERATURE("sensor_id name, temperature real, alarm integer, date text, time text"),
  HEATING("""
      model_id name, sensor_id name, initial_temperature real, final_temperature real, delta_time real,
      zero_emission_ratio real, date text, time text""");

  private final String columns;

  Table(String columns) {
    this.columns = columns;
  }

  String sqlName() {
    return name().toLowerCase(Locale.ROOT);
  }

  String creation() {
    return "CREATE TABLE IF NOT EXISTS %s (%s, reported integer NULL DEFAULT 0)"
        .formatted(sqlName(), columns.replace("\n", " "));
  }

  String index() {
    return "CREATE INDEX IF NOT EXISTS %1$s_date_reported_index ON %1$s (date, reported)".formatted(sqlName());
  }

  /** With a place for each column but the last. */
  String insertion() {
    int count = columns.split(",", -1).length;
    return "INSERT INTO %s VALUES (%s0)".formatted(sqlName(), "?, ".repeat(count));
  }
}
