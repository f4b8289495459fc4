package org.slapos.grid.manager.builtin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.slapos.files.AtomicFile;
import org.slapos.grid.firewall.FirewallSettings;
import org.slapos.grid.manager.ManagedPartition;
import org.slapos.grid.manager.Manager;
import org.slapos.grid.manager.SystemCommands;
import org.slapos.slap.wire.MalformedDocumentException;
import org.slapos.slap.wire.Value;

/**
 * Lets the user of a partition reach only the addresses of {@code .slapos-whitelist-firewall}, a JSON list of IPv4
 * addresses (reference: manager.md, 7).
 */
final class WhitelistFirewallManager implements Manager {
  private static final String REQUEST = ".slapos-whitelist-firewall";

  private final Optional<FirewallSettings> firewall;
  private final SystemCommands commands;

  WhitelistFirewallManager(Optional<FirewallSettings> firewall, SystemCommands commands) {
    this.firewall = firewall;
    this.commands = commands;
  }

  @Override
  public void instanceTearDown(ManagedPartition partition) throws IOException {
    Optional<WhitelistChain> chain = chain(partition);
    if (chain.isEmpty()) {
      partition.log().warn("[firewall] missing in the configuration, manager disabled.");
      return;
    }
    Path request = partition.path().resolve(REQUEST);
    Optional<byte[]> bytes = RequestFile.bytes(request);
    if (bytes.isPresent()) {
      update(chain.get(), bytes.get(), request, partition);
    } else if (cleanUp(chain.get(), partition)) {
      partition.log().info("File %s does not exists, removed configuration for partition %s."
          .formatted(request, partition.id()));
    }
  }

  @Override
  public void report(ManagedPartition partition) throws IOException {
    Optional<WhitelistChain> chain = chain(partition);
    if (chain.isPresent() && cleanUp(chain.get(), partition)) {
      partition.log().info("Cleaned up firewall for partition %s.".formatted(partition.id()));
    }
  }

  private Optional<WhitelistChain> chain(ManagedPartition partition) {
    return firewall.map(settings -> new WhitelistChain(
        settings.command().getFirst(), commands, partition.id(), partition.owner().get().uid()));
  }

  private static void update(WhitelistChain chain, byte[] request, Path file, ManagedPartition partition)
      throws IOException {
    List<String> addresses;
    try {
      addresses = addresses(RequestFile.list(new String(request, java.nio.charset.StandardCharsets.UTF_8)), partition);
    } catch (MalformedDocumentException e) {
      partition.log().warn("Bad whitelist firewall config %s: %s".formatted(file, e.getMessage()));
      return;
    }
    partition.log().info("Configuring partition %s.".formatted(partition.id()));
    Path known = known(partition);
    String digest = md5(request);
    boolean added = chain.ensure();
    if (!added && Files.isRegularFile(known, LinkOption.NOFOLLOW_LINKS) && Files.readString(known).equals(digest)) {
      partition.log().debug("Skipped up-to-date rules for partition %s.".formatted(partition.id()));
      return;
    }
    // Forgotten first: what a kill leaves half done is done again.
    AtomicFile.write(known, "", "rw-r--r--");
    chain.allow(addresses);
    AtomicFile.write(known, digest, "rw-r--r--");
    partition.log().info("Updated rules for partition %s.".formatted(partition.id()));
  }

  private static boolean cleanUp(WhitelistChain chain, ManagedPartition partition) throws IOException {
    boolean removed = chain.remove();
    Files.deleteIfExists(known(partition));
    return removed;
  }

  private static Path known(ManagedPartition partition) {
    return partition.path().resolve(REQUEST + ".md5sum");
  }

  private static List<String> addresses(List<Value> entries, ManagedPartition partition) {
    var addresses = new ArrayList<String>();
    for (Value entry : entries) {
      String text = entry instanceof Value.Text(String word) ? word : entry.toString();
      if (IpAddress.isV4(text)) {
        addresses.add(text);
      } else {
        partition.log().warn(IpAddress.isV6(text)
            ? "Entry '%s' is not an IPv4".formatted(text) : "Entry '%s' is not a real IP".formatted(text));
      }
    }
    return addresses;
  }

  private static String md5(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
