package org.slapos.grid.manager.builtin;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.List;
import java.util.Optional;
import org.slapos.grid.manager.ManagedPartition;
import org.slapos.grid.manager.Manager;
import org.slapos.slap.wire.MalformedDocumentException;
import org.slapos.slap.wire.Value;

/**
 * Gives disks to instances that ask for them in {@code .slapos-disk-permission}: a list of {@code {"disk": PATH}}
 * (reference: manager.md, 4). Only disks that the machine has, and of these those that {@code allowed-disk-for-vm} names.
 */
final class DevpermManager implements Manager {
  private final Optional<List<String>> allowed;
  private final BlockDevices devices;

  DevpermManager(Optional<List<String>> allowed, BlockDevices devices) {
    this.allowed = allowed;
    this.devices = devices;
  }

  @Override
  public void instance(ManagedPartition partition) throws IOException {
    give(partition);
  }

  /** Again, so that what buildout has just asked for is there for the services. */
  @Override
  public void instanceTearDown(ManagedPartition partition) throws IOException {
    give(partition);
  }

  private void give(ManagedPartition partition) throws IOException {
    Optional<String> request = RequestFile.text(partition.path().resolve(".slapos-disk-permission"));
    if (request.isEmpty()) {
      return;
    }
    List<Value> entries;
    try {
      entries = RequestFile.list(request.get());
    } catch (MalformedDocumentException e) {
      partition.log().warn("Bad disk configuration file of %s: %s".formatted(partition.id(), e.getMessage()));
      return;
    }
    List<String> known = devices.paths(partition.log());
    for (Value entry : entries) {
      Optional<String> disk = entry instanceof Value.Dict dict ? dict.text("disk") : Optional.empty();
      if (disk.isEmpty()) {
        partition.log().warn("Disk is None: " + entry);
      } else {
        give(disk.get(), known, partition);
      }
    }
  }

  private void give(String written, List<String> known, ManagedPartition partition) throws IOException {
    Path disk = Path.of(written);
    String real = Files.exists(disk) ? disk.toRealPath().toString() : disk.toAbsolutePath().normalize().toString();
    if (allowed.isPresent() && !allowed.get().contains(real)) {
      partition.log().warn("Disk %s not in allowed disk list %s".formatted(real, String.join(", ", allowed.get())));
      return;
    }
    if (!known.contains(real)) {
      partition.log().warn("Disk '%s' is not detected by lsblk list %s".formatted(real, known));
      return;
    }
    int uid = partition.owner().get().uid();
    if (Files.getAttribute(Path.of(real), "unix:uid", LinkOption.NOFOLLOW_LINKS).equals(uid)) {
      return;
    }
    partition.log().warn("Transfer ownership of %s to %s".formatted(real, partition.owner().get().name()));
    GroupPrincipal group =
        FileSystems.getDefault().getUserPrincipalLookupService().lookupPrincipalByGroupName("disk");
    Files.getFileAttributeView(Path.of(real), PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS).setGroup(group);
    Files.setAttribute(Path.of(real), "unix:uid", uid, LinkOption.NOFOLLOW_LINKS);
  }
}
