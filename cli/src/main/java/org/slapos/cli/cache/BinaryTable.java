package org.slapos.cli.cache;

import java.util.ArrayList;
import java.util.List;
import org.slapos.cli.output.Listing;
import org.slapos.slap.table.RuledTable;
import org.slapos.slap.wire.Value;

/**
 * Built releases and whether they run here.
 *
 * @param verified whether to show the architecture and who is believed, which the older command does not
 */
record BinaryTable(List<BinaryRelease> releases, boolean verified) {
  BinaryTable {
    releases = releases.stream().sorted(BinaryRelease.ORDER).toList();
  }

  /** As scripts know it. */
  List<String> lines() {
    List<String> columns = verified
        ? List.of("multiarch", "distribution", "version", "id", "compatible?", "verified?")
        : List.of("distribution", "version", "id", "compatible?");
    return new RuledTable(columns, releases.stream().map(this::cells).toList()).lines();
  }

  /** The same for {@code --format}, named by the content's SHA-512. */
  Listing listing() {
    List<String> columns = new ArrayList<>(List.of("distribution", "version", "id", "compatible"));
    if (verified) {
      columns.addFirst("multiarch");
      columns.addLast("verified");
    }
    return new Listing(
        columns,
        releases.stream().map(this::cells).toList(),
        new Value.ListValue(releases.stream().map(this::object).toList()),
        releases.stream().map(BinaryRelease::sha512).toList());
  }

  private List<String> cells(BinaryRelease release) {
    var cells = new ArrayList<>(List.of(
        release.distribution(), release.version(), release.id(), yesNo(release.compatible())));
    if (verified) {
      cells.addFirst(release.multiarch());
      cells.addLast(yesNo(release.verified()));
    }
    return cells;
  }

  private Value object(BinaryRelease release) {
    var object = Value.Dict.builder()
        .put("multiarch", release.multiarch())
        .put("distribution", release.distribution())
        .put("version", release.version())
        .put("id", release.id())
        .put("compatible", new Value.Bool(release.compatible()));
    if (verified) {
      object.put("verified", new Value.Bool(release.verified()));
    }
    return object.put("sha512", release.sha512()).build();
  }

  private static String yesNo(boolean truth) {
    return truth ? "yes" : "no";
  }
}
