package org.slapos.collect;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slapos.files.AtomicFile;

/** A CSV file of times and values that grows by a line in each pass. */
final class CsvSeries {
  private static final String HEADER = "time,entry\r\n";
  private static final int LONGEST_LINE = 256;

  private CsvSeries() {}

  static String line(String date, Object time, double entry) {
    return date + " " + time + "," + Numbers.text(entry) + "\r\n";
  }

  /** All lines anew. The next pass can make it again, so that nobody waits for the disk. */
  static void write(Path file, CharSequence lines) throws IOException {
    AtomicFile.writeUnsynced(file, HEADER + lines, "rw-r--r--");
  }

  /** Adds a line behind the one of that time; false, and nothing is written, if the file does not end with that one. */
  static boolean append(Path file, String date, Object timeBefore, String line) throws IOException {
    if (!Files.isRegularFile(file)) {
      return false;
    }
    try (var open = new RandomAccessFile(file.toFile(), "rw")) {
      byte[] end = new byte[(int) Math.min(LONGEST_LINE, open.length())];
      open.seek(open.length() - end.length);
      open.readFully(end);
      String text = new String(end, StandardCharsets.ISO_8859_1);
      int last = text.lastIndexOf('\n', text.length() - 2) + 1;
      if (!text.endsWith("\r\n") || !text.startsWith(date + " " + timeBefore + ",", last)) {
        return false;
      }
      open.write(line.getBytes(StandardCharsets.US_ASCII));
      return true;
    }
  }
}
