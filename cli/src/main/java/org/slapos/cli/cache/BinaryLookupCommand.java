package org.slapos.cli.cache;

import java.io.IOException;
import java.util.List;
import net.sourceforge.argparse4j.inf.ArgumentParser;
import org.slapos.cli.Command;
import org.slapos.cli.ConfigurationLookup;
import org.slapos.cli.ExitStatus;
import org.slapos.cli.Invocation;
import org.slapos.cli.output.OutputFormat;
import org.slapos.grid.networkcache.CacheIndex;
import org.slapos.grid.networkcache.CacheKey;
import org.slapos.grid.networkcache.HostPlatform;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code slapos cachelookup binary-sr} and {@code slapos cache lookup}: for which machines a release is there, built. */
public final class BinaryLookupCommand implements Command {
  private static final Logger LOGGER = LoggerFactory.getLogger("slapos");
  /** The statuses of the older commands when the cache has nothing or does not answer. */
  private static final int OLD_REFUSED = 10;
  private static final String EMPTY = "Object found in cache, but has no binary entries.";

  private final boolean verifies;

  private BinaryLookupCommand(boolean verifies) {
    this.verifies = verifies;
  }

  /** {@code cachelookup binary-sr}, which tells who is believed. */
  public static BinaryLookupCommand verifying() {
    return new BinaryLookupCommand(true);
  }

  /** {@code cache lookup}. */
  public static BinaryLookupCommand plain() {
    return new BinaryLookupCommand(false);
  }

  @Override
  public void declare(ArgumentParser parser) {
    ConfigurationLookup.NODE.declare(parser);
    OutputFormat.declare(parser);
    parser.addArgument("software_url").help("URL of the software release, or its MD5");
  }

  @Override
  public int run(Invocation invocation) throws IOException {
    String sought = invocation.argument("software_url");
    CacheKey key = CacheKey.releaseOrMd5(sought);
    CacheSection section = CacheSection.read(invocation);
    CacheIndex index = verifies
        ? section.verified("download-binary-dir-url", "download-binary-cache-url")
        : section.unverified("download-binary-dir-url");
    HostPlatform here = HostPlatform.ofThisMachine();
    List<BinaryRelease> releases = wording(sought).entries(index, key).stream()
        .map(entry -> BinaryRelease.of(entry, here))
        .toList();
    if (!releases.isEmpty()) {
      LOGGER.info("Software URL: {}", releases.getFirst().softwareUrl().orElse(sought));
      LOGGER.info("MD5:          {}", key);
    }
    var table = new BinaryTable(releases, verifies);
    OutputFormat.of(invocation).ifPresentOrElse(
        format -> table.listing().print(format, invocation.terminal().out()),
        () -> (releases.isEmpty() ? List.<String>of() : table.lines()).forEach(line -> LOGGER.info("{}", line)));
    return ExitStatus.SUCCESS;
  }

  private Wording wording(String sought) {
    return verifies
        ? new Wording(sought, "Software release not found in binary cache: " + sought, EMPTY, ExitStatus.FAILURE)
        : new Wording(sought, "Object not in cache: " + sought, EMPTY, OLD_REFUSED);
  }
}
