package org.slapos.grid.instance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slapos.files.AtomicFile;
import org.slapos.grid.log.GridLog;
import org.slapos.slap.Computer;
import org.slapos.slap.ComputerListing;
import org.slapos.slap.ComputerPartition;

/**
 * The last listing of this computer, file {@code INSTANCE_ROOT/var/slapgrid-listing} (mode 0600: it holds parameters):
 * its tag, a few words on each partition, then the Master's whole answer. The words suffice for partitions that are up
 * to date; the answer is read only when one is not. One file, so that the two always belong together.
 */
final class KeptListing {
  private static final String FORMAT = "slapgrid-listing-1";
  private static final String MODE = "rw-------";

  private final Path file;
  private final Path instanceRoot;
  private final GridLog log;

  KeptListing(Path instanceRoot, GridLog log) {
    this.file = instanceRoot.resolve("var/slapgrid-listing");
    this.instanceRoot = instanceRoot;
    this.log = log;
  }

  /** What was kept; empty for a file that is absent, torn or of another format. */
  Optional<Content> read() {
    try {
      if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
        return Optional.empty();
      }
      byte[] bytes = Files.readAllBytes(file);
      try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
        return in.readUTF().equals(FORMAT) ? Optional.of(content(in)) : Optional.empty();
      }
    } catch (IOException e) {
      log.debug("Cannot use %s, so the Master is asked for everything: %s".formatted(file, e));
      return Optional.empty();
    }
  }

  private Content content(DataInputStream in) throws IOException {
    String tag = in.readUTF();
    int count = in.readInt();
    var words = new ArrayList<Words>();
    for (int i = 0; i < count; i++) {
      words.add(new Words(in.readUTF(), in.readUTF(), optional(in), optional(in), optional(in)));
    }
    return new Content(tag, words, in.readAllBytes(), instanceRoot);
  }

  /** Keeps a listing that has a tag and only sound partitions; without a tag the file would never be used. A failure costs time, nothing else. */
  void write(ComputerListing.Current listing, List<Partition> partitions) {
    try {
      if (listing.tag().isEmpty() || partitions.stream().anyMatch(partition -> partition.problem().isPresent())) {
        Files.deleteIfExists(file);
        return;
      }
      var bytes = new ByteArrayOutputStream();
      try (var out = new DataOutputStream(bytes)) {
        out.writeUTF(FORMAT);
        out.writeUTF(listing.tag().get());
        out.writeInt(partitions.size());
        for (Partition partition : partitions) {
          out.writeUTF(partition.id());
          out.writeUTF(partition.state());
          optional(out, partition.softwareUrl());
          optional(out, partition.timestamp());
          optional(out, partition.accessStatus());
        }
        out.write(listing.document().getBytes(UTF_8));
      }
      Files.createDirectories(file.getParent());
      AtomicFile.write(file, bytes.toByteArray(), MODE);
    } catch (IOException e) {
      log.debug("Cannot keep the Master's listing in %s: %s".formatted(file, e));
    }
  }

  private static Optional<String> optional(DataInputStream in) throws IOException {
    return in.readBoolean() ? Optional.of(in.readUTF()) : Optional.empty();
  }

  private static void optional(DataOutputStream out, Optional<String> text) throws IOException {
    out.writeBoolean(text.isPresent());
    if (text.isPresent()) {
      out.writeUTF(text.get());
    }
  }

  private record Words(
      String id, String state, Optional<String> softwareUrl, Optional<String> timestamp,
      Optional<String> accessStatus) {}

  /** A listing as it was kept. */
  static final class Content {
    private final String tag;
    private final List<Words> words;
    private final byte[] document;
    private final Path instanceRoot;
    private Optional<List<ComputerPartition>> remotes = Optional.empty();

    private Content(String tag, List<Words> words, byte[] document, Path instanceRoot) {
      this.tag = tag;
      this.words = words;
      this.document = document;
      this.instanceRoot = instanceRoot;
    }

    String tag() {
      return tag;
    }

    List<Partition> partitions(Computer computer) {
      var partitions = new ArrayList<Partition>();
      for (int i = 0; i < words.size(); i++) {
        Words one = words.get(i);
        partitions.add(new Partition(
            new KeptPartition(this, i, computer), new PartitionFolder(one.id(), instanceRoot.resolve(one.id())), one.state(),
            one.softwareUrl(), one.timestamp(), one.accessStatus(), Optional.empty()));
      }
      return partitions;
    }

    private synchronized ComputerPartition remote(int place, Computer computer) {
      if (remotes.isEmpty()) {
        remotes = Optional.of(computer.partitionsIn(new String(document, UTF_8)));
      }
      return remotes.get().get(place);
    }
  }

  /** No lambda: one that keeps a number cannot be archived, and making it costs a pass some milliseconds. */
  private record KeptPartition(Content listing, int place, Computer computer) implements Supplier<ComputerPartition> {
    @Override
    public ComputerPartition get() {
      return listing.remote(place, computer);
    }
  }
}
