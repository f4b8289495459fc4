package org.slapos.cli.cache;

import java.util.ArrayList;
import java.util.List;
import org.slapos.cli.output.Listing;
import org.slapos.cli.output.RuledTable;
import org.slapos.slap.wire.Value;

/**
 * Built releases and whether they run here.
 *
 * @param verified whether to show the architecture and who is believed, which the older command does not
 */
record BinaryTable(List<BinaryRelease> releases, BuildPlatform here, boolean verified) {
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
    BuildPlatform platform = release.platform();
    var cells = new ArrayList<>(List.of(
        platform.distribution(), platform.version(), platform.id(), yesNo(here.fits(platform))));
    if (verified) {
      cells.addFirst(platform.multiarch());
      cells.addLast(yesNo(release.verified()));
    }
    return cells;
  }

  private Value object(BinaryRelease release) {
    BuildPlatform platform = release.platform();
    var object = Value.Dict.builder()
        .put("multiarch", platform.multiarch())
        .put("distribution", platform.distribution())
        .put("version", platform.version())
        .put("id", platform.id())
        .put("compatible", new Value.Bool(here.fits(platform)));
    if (verified) {
      object.put("verified", new Value.Bool(release.verified()));
    }
    return object.put("sha512", release.sha512()).build();
  }

  private static String yesNo(boolean truth) {
    return truth ? "yes" : "no";
  }
}
