package org.slapos.format;

import java.nio.file.Path;
import java.util.Optional;

/** One change to the machine. Each is idempotent: done twice it changes nothing the second time. */
sealed interface FormatAction {

  /** What it does, for the log and for {@code --dry_run}. */
  String describe();

  /** Makes a folder with its parents, or sets its mode; {@code mode} in the notation of {@code ls}. */
  record Folder(Path path, String mode) implements FormatAction {
    @Override
    public String describe() {
      return "folder " + path + " " + mode;
    }
  }

  /**
   * Writes a file if its content differs, atomically.
   *
   * @param announcement logged when it was written; may be empty
   */
  record Content(Path path, String content, String announcement) implements FormatAction {
    @Override
    public String describe() {
      return "file " + path;
    }
  }

  /** Keeps the previous record of the computer in the zip beside it, unless the new content equals it. */
  record Archive(Path computerXml, String newContent) implements FormatAction {
    @Override
    public String describe() {
      return "archive " + computerXml + ".zip";
    }
  }

  /**
   * A system account that cannot log in, with a group of its own.
   *
   * @param group a further group; empty for none
   */
  record Account(String name, Path home, Optional<String> group) implements FormatAction {
    @Override
    public String describe() {
      return "account " + name;
    }
  }

  /** Gives a path to an account and its group. */
  record Owner(Path path, String account) implements FormatAction {
    @Override
    public String describe() {
      return "owner " + account + " of " + path;
    }
  }

  /** Puts an address on an interface, unless it is there. */
  record HostAddress(String interfaceName, String address, int prefixLength) implements FormatAction {
    @Override
    public String describe() {
      return "address " + address + "/" + prefixLength + " on " + interfaceName;
    }
  }
}
