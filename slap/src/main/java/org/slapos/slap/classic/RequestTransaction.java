package org.slapos.slap.classic;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;

/**
 * The titles that a partition has requested while the node processes it: a line each in {@code
 * <root>/<partition>/.slapos-request-transaction-<partition>}. The node names the root by the variable {@code
 * SLAPGRID_INSTANCE_ROOT}; without it nothing is written. Not being able to write is no failure of a request.
 */
public final class RequestTransaction {
  private static final String ROOT_VARIABLE = "SLAPGRID_INSTANCE_ROOT";

  private final Optional<Path> root;

  public RequestTransaction(Map<String, String> environment) {
    this.root = Optional.ofNullable(environment.get(ROOT_VARIABLE)).filter(text -> !text.isEmpty()).map(Path::of);
  }

  /** Creates the empty file of a partition that has a folder here. */
  public void open(PartitionId partition) {
    file(partition).ifPresent(file -> {
      try {
        Files.createFile(file);
      } catch (FileAlreadyExistsException _) {
        Log.of(RequestTransaction.class).trace("{} exists already", file);
      } catch (IOException e) {
        Log.of(RequestTransaction.class).debug("Cannot create {}", file, e);
      }
    });
  }

  /** Adds the title of a request that the partition is about to make. */
  public void add(PartitionId partition, String reference) {
    file(partition).ifPresent(file -> {
      try {
        if (Files.notExists(file) || Files.readAllLines(file).stream().noneMatch(reference::equals)) {
          Files.writeString(
              file, reference + "\n", StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
      } catch (IOException | UncheckedIOException e) {
        Log.of(RequestTransaction.class).debug("Cannot add '{}' to {}", reference, file, e);
      }
    });
  }

  private Optional<Path> file(PartitionId partition) {
    var id = partition.partitionId();
    return root
        .filter(_ -> !id.isEmpty() && id.indexOf('/') < 0 && !id.startsWith("."))
        .map(folder -> folder.resolve(id))
        .filter(Files::isWritable)
        .map(folder -> folder.resolve(".slapos-request-transaction-" + id));
  }
}
