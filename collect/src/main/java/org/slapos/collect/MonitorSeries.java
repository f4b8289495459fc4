package org.slapos.collect;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import org.slapos.files.AtomicFile;

/** A JSON file that grows by rows at its end, without being read. */
final class MonitorSeries {
  private static final byte[] END = "]}".getBytes(StandardCharsets.US_ASCII);

  private MonitorSeries() {}

  /**
   * Adds rows; the file is made with its header first. One that was cut off is begun anew.
   *
   * @param now seconds since 1970
   */
  static void append(Path file, String header, double now, List<String> rows) throws IOException {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || !isWhole(file)) {
      String text = "{\"date\": " + Numbers.text(now) + ", \"data\": [\"" + header + "\"]}";
      AtomicFile.write(file, text, "rw-r--r--");
    }
    if (rows.isEmpty()) {
      return;
    }
    var more = new StringBuilder();
    rows.forEach(row -> more.append(",\"").append(row).append('"'));
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
      byte[] bytes = (more + "]}").getBytes(StandardCharsets.US_ASCII);
      channel.write(ByteBuffer.wrap(bytes), channel.size() - END.length);
    }
  }

  private static boolean isWhole(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
      var end = ByteBuffer.allocate(END.length);
      channel.read(end, Math.max(0, channel.size() - END.length));
      return Arrays.equals(end.array(), END);
    }
  }
}
