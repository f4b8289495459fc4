package org.slapos.format;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code <computer_xml>.zip}: the former versions of the record, each named by the minute of its replacement. */
final class ComputerArchive {
  private static final Logger LOGGER = LoggerFactory.getLogger("slapos.format");
  private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyyMMdd-HH:mm");

  private final Clock clock;

  ComputerArchive(Clock clock) {
    this.clock = clock;
  }

  /** Adds the present record, unless it is absent or equals what will replace it. */
  void keep(Path computerXml, String newContent) throws IOException {
    if (!Files.exists(computerXml) || Files.readString(computerXml).equals(newContent)) {
      return;
    }
    String minute = MINUTE.format(LocalDateTime.now(clock));
    Path zip = computerXml.resolveSibling(computerXml.getFileName() + ".zip");
    Path temporary = computerXml.resolveSibling("." + zip.getFileName() + ".new");
    try (var out = new ZipOutputStream(Files.newOutputStream(temporary))) {
      copyFormer(zip, out, minute);
      out.putNextEntry(new ZipEntry(computerXml.getFileName() + "." + minute));
      Files.copy(computerXml, out);
      out.closeEntry();
    }
    Files.move(temporary, zip, StandardCopyOption.ATOMIC_MOVE);
  }

  private static void copyFormer(Path zip, ZipOutputStream out, String minute) throws IOException {
    if (!Files.exists(zip)) {
      return;
    }
    try (var former = new ZipFile(zip.toFile())) {
      for (ZipEntry entry : former.stream().filter(entry -> !entry.getName().endsWith("." + minute)).toList()) {
        out.putNextEntry(new ZipEntry(entry));
        former.getInputStream(entry).transferTo(out);
        out.closeEntry();
      }
    } catch (ZipException e) {
      Path aside = zip.resolveSibling(zip.getFileName() + "_broken_" + minute);
      Files.move(zip, aside, StandardCopyOption.REPLACE_EXISTING);
      LOGGER.warn("the archive {} was damaged ({}); it is now {}", zip, e.getMessage(), aside);
    }
  }
}
