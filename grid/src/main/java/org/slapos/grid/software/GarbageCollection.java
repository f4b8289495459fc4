package org.slapos.grid.software;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.slapos.slap.SoftwareRelease;

/**
 * Which folders nobody asks for any more. All releases of the computer count, whatever {@code --only-sr} selects: the
 * reference removes releases that are still supplied when both options meet.
 */
final class GarbageCollection {
  private static final Pattern RELEASE_FOLDER = Pattern.compile("[0-9a-f]{32}");

  private GarbageCollection() {}

  /**
   * The names to remove.
   *
   * @param folders names in the software root that hold a {@code buildout.cfg}
   * @param releases every release of the computer
   */
  static List<String> unwanted(Collection<String> folders, Collection<? extends SoftwareRelease> releases) {
    Set<String> wanted = releases.stream()
        .filter(release -> release.state() == SoftwareRelease.State.AVAILABLE)
        .map(release -> SoftwareFolder.name(release.url()))
        .collect(Collectors.toSet());
    return folders.stream()
        .filter(name -> RELEASE_FOLDER.matcher(name).matches())
        .filter(name -> !wanted.contains(name))
        .sorted()
        .toList();
  }
}
