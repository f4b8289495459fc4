package org.slapos.format;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import org.slapos.config.IoReason;

/** Which actions would change nothing, for those that want to know what will change. */
final class AlreadyDone {
  private static final Path KERNEL = Path.of("/proc/sys");
  private static final int LONGEST_VALUE = 4096;

  private AlreadyDone() {}

  /** Accounts and network are compared when they are planned: what is planned for them is always a change. */
  static boolean is(FormatAction action) {
    try {
      return switch (action) {
        case FormatAction.Folder(Path path, String mode) -> Files.isDirectory(path) && hasMode(path, mode);
        case FormatAction.NewFolder(Path path, _) -> Files.isDirectory(path);
        case FormatAction.Content(Path path, String content, _) -> holds(path, content);
        case FormatAction.Archive(Path record, String content) -> !Files.exists(record) || holds(record, content);
        case FormatAction.Owner(Path path, String account) -> belongsTo(path, account);
        case FormatAction.KernelVariable(String name, String value) -> value(name).equals(value);
        case FormatAction.AccountChange _, FormatAction.NetworkChange _ -> false;
      };
    } catch (NoSuchFileException absent) {
      return false;
    } catch (IOException e) {
      throw new FormatException("cannot look at " + action.describe() + ": " + IoReason.of(e), e);
    }
  }

  private static boolean hasMode(Path path, String mode) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path)).equals(mode);
  }

  private static boolean holds(Path path, String content) throws IOException {
    return Files.isRegularFile(path) && Files.readString(path).equals(content);
  }

  /** The kernel tells a variable at one read only; the next one finds the end. */
  private static String value(String name) throws IOException {
    try (var in = Files.newInputStream(KERNEL.resolve(name.replace('.', '/')))) {
      return new String(in.readNBytes(LONGEST_VALUE), StandardCharsets.US_ASCII).strip();
    }
  }

  private static boolean belongsTo(Path path, String account) throws IOException {
    try {
      var lookup = FileSystems.getDefault().getUserPrincipalLookupService();
      var present = Files.getFileAttributeView(path, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS).readAttributes();
      return present.owner().equals(lookup.lookupPrincipalByName(account))
          && present.group().equals(lookup.lookupPrincipalByGroupName(account));
    } catch (UserPrincipalNotFoundException notMadeYet) {
      return false;
    }
  }
}
