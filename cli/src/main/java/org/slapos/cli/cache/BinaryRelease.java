package org.slapos.cli.cache;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slapos.grid.networkcache.CacheEntry;
import org.slapos.grid.networkcache.HostPlatform;
import org.slapos.slap.wire.Value;

/**
 * A built release in the cache.
 *
 * @param softwareUrl what was built, as its builder says
 * @param multiarch the machine that it is for, such as {@code x86_64-linux-gnu}
 * @param id code name of the distribution's version
 * @param compatible whether it runs here
 * @param verified whether a trusted signer signed the entry
 */
record BinaryRelease(
    Optional<String> softwareUrl,
    String multiarch,
    String distribution,
    String version,
    String id,
    String sha512,
    boolean compatible,
    boolean verified) {
  /** A text in a tuple of Python, which entries made before 2021 hold as text. */
  private static final Pattern QUOTED = Pattern.compile("'((?:[^'\\\\]|\\\\.)*)'");

  /** In the order in which they are shown. */
  static final Comparator<BinaryRelease> ORDER = Comparator
      .comparing((BinaryRelease release) -> release.multiarch())
      .thenComparing(release -> release.distribution())
      .thenComparing(release -> release.version())
      .thenComparing(release -> release.id())
      .thenComparing(BinaryRelease::verified);

  static BinaryRelease of(CacheEntry entry, HostPlatform here) {
    List<String> os = new ArrayList<>(entry.member("os").map(BinaryRelease::texts).orElse(List.of()));
    while (os.size() < 3) {
      os.add("");
    }
    String multiarch = entry.text("multiarch")
        .or(() -> entry.text("machine").map(machine -> machine + "-linux-gnu"))
        .orElse("");
    return new BinaryRelease(
        entry.text("software_url"),
        multiarch,
        os.get(0),
        os.get(1),
        os.get(2),
        entry.text("sha512").orElse(""),
        here.fits(entry),
        entry.trusted());
  }

  private static List<String> texts(Value os) {
    if (os instanceof Value.ListValue(var items)) {
      return items.stream().map(item -> item instanceof Value.Text(String text) ? text : "").toList();
    }
    var texts = new ArrayList<String>();
    if (os instanceof Value.Text(String tuple)) {
      Matcher quoted = QUOTED.matcher(tuple);
      while (quoted.find()) {
        texts.add(quoted.group(1));
      }
    }
    return texts;
  }
}
