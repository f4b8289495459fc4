package org.slapos.grid.buildout;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.function.Consumer;
import org.slapos.grid.log.GridLog;

/** Shows the output of a build as it comes and keeps that of the last build in a file. */
public final class BuildLog implements Consumer<String>, AutoCloseable {
  private final GridLog log;
  private final Path path;
  private final PrintWriter file;

  private BuildLog(GridLog log, Path path, PrintWriter file) {
    this.log = log;
    this.path = path;
    this.file = file;
  }

  /** Replaces the log of the build before. */
  public static BuildLog open(Path path, GridLog log) throws IOException {
    Files.deleteIfExists(path);
    FileChannel channel = FileChannel.open(
        path, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS));
    return new BuildLog(log, path, new PrintWriter(Channels.newWriter(channel, UTF_8), true));
  }

  public Path path() {
    return path;
  }

  @Override
  public void accept(String line) {
    file.println(line);
    log.info(line);
  }

  @Override
  public void close() {
    file.close();
  }
}
