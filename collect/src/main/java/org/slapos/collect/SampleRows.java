package org.slapos.collect;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The rows of a pass: what was seen, with the usage since the pass before. */
final class SampleRows {
  private static final double TICKS_PER_SECOND = 100;

  private final Sample sample;
  private final PreviousSample previous;
  private final Moment moment;

  SampleRows(Sample sample, PreviousSample previous, Moment moment) {
    this.sample = sample;
    this.previous = previous;
    this.moment = moment;
  }

  Map<Table, List<List<Object>>> machine(List<Disk> disks, List<Temperatures.Reading> temperatures) {
    return Map.of(
        Table.SYSTEM, List.of(system()),
        Table.COMPUTER, List.of(computer(disks)),
        Table.DISK, disks.stream().map(this::disk).toList(),
        Table.TEMPERATURE, temperatures.stream().map(this::temperature).toList());
  }

  List<List<Object>> processes() {
    return sample.processes().stream().map(this::process).toList();
  }

  private List<Object> system() {
    NetworkTotals network = sample.network();
    return List.of(
        sample.load(),
        sample.cpu().busySince(previous.cpu()),
        sample.memoryTotal() - sample.memoryAvailable(),
        sample.memoryAvailable(),
        network.inBytes(),
        network.inErrors(),
        network.inDropped(),
        network.outBytes(),
        network.outErrors(),
        network.outDropped(),
        moment.date(),
        moment.time());
  }

  private List<Object> computer(List<Disk> disks) {
    String sizes = disks.stream().map(disk -> disk.device() + "=" + disk.total()).collect(Collectors.joining(";"));
    return List.of(sample.cores(), 0, "0", sample.memoryTotal(), "0", sizes, moment.date(), moment.time());
  }

  private List<Object> disk(Disk disk) {
    return List.of(
        disk.device(), Long.toString(disk.used()), Long.toString(disk.free()), disk.mountPoint().toString(),
        moment.date(), moment.time());
  }

  private List<Object> temperature(Temperatures.Reading reading) {
    return List.of(reading.id(), reading.temperature(), reading.alarm(), moment.date(), moment.time());
  }

  private List<Object> process(ProcessSample process) {
    double started = process.started() / TICKS_PER_SECOND + sample.startedAt();
    return List.of(
        process.user(),
        process.pid(),
        process.pid() + "-" + Numbers.text(started),
        previous.percentOf(process, sample.uptime()),
        process.allTicks() / TICKS_PER_SECOND,
        process.threads(),
        100.0 * process.resident() / sample.memoryTotal(),
        process.resident(),
        process.readWrite(),
        process.cycles(),
        moment.date(),
        moment.time());
  }
}
