package org.slapos.format;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Further folders of a partition on other disks: {@code dataN/<partition>} below the storage home. */
final class StorageFolders {
  private static final Pattern DATA = Pattern.compile("data\\d+");

  private StorageFolders() {}

  /**
   * The computer with the storage folders of its partitions.
   *
   * @throws FormatException if the storage home is no folder
   */
  static ComputerDescription add(ComputerDescription computer, Path home) throws IOException {
    if (!Files.isDirectory(home)) {
      throw new FormatException("instance_storage_home " + home + " is not a folder");
    }
    List<Path> disks;
    try (Stream<Path> entries = Files.list(home)) {
      disks = entries
          .filter(path -> DATA.matcher(path.getFileName().toString()).matches() && Files.isDirectory(path))
          .sorted(Comparator.comparingInt((Path path) -> path.toString().length()).thenComparing(Path::toString))
          .toList();
    }
    var partitions = computer.partitions().stream()
        .map(partition -> partition.withExternalStorage(
            disks.stream().map(disk -> disk.resolve(partition.reference())).toList()))
        .toList();
    return computer.with(computer.address(), partitions);
  }
}
