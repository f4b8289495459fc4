package org.slapos.format;

import java.nio.file.Path;
import java.util.List;

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

  /** Makes a folder with its parents if there is none; one that is there stays as it is. */
  record NewFolder(Path path, String mode) implements FormatAction {
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

  /** Runs one of the system's commands about accounts. */
  record AccountChange(List<String> command) implements FormatAction {
    public AccountChange {
      command = List.copyOf(command);
    }

    @Override
    public String describe() {
      return String.join(" ", command);
    }
  }

  /** Gives a path, not what a link points to, to an account and its group. */
  record Owner(Path path, String account) implements FormatAction {
    @Override
    public String describe() {
      return "owner " + account + " of " + path;
    }
  }

  /** Sets a variable of the kernel. */
  record KernelVariable(String name, String value) implements FormatAction {
    @Override
    public String describe() {
      return "kernel variable " + name + " = " + value;
    }
  }

  /** A change that {@code ip} makes; several of them are one process. */
  sealed interface NetworkChange extends FormatAction {

    /** The words of each line after {@code ip}. */
    List<String> lines();

    @Override
    default String describe() {
      return "ip " + String.join("; ip ", lines());
    }
  }

  /** Makes a tap or tun that an account may open, and sets it up. */
  record Device(String name, String mode, String owner) implements NetworkChange {
    @Override
    public List<String> lines() {
      return List.of("tuntap add dev " + name + " mode " + mode + " user " + owner, "link set " + name + " up");
    }
  }

  /** Sets an interface up. */
  record Up(String name) implements NetworkChange {
    @Override
    public List<String> lines() {
      return List.of("link set " + name + " up");
    }
  }

  /**
   * Puts an address on an interface.
   *
   * @param routed whether the kernel makes a route to its network
   */
  record AddAddress(String device, String address, int prefixLength, boolean routed) implements NetworkChange {
    @Override
    public List<String> lines() {
      return List.of("addr add " + address + "/" + prefixLength + " dev " + device + (routed ? "" : " noprefixroute"));
    }
  }

  /** Takes an address off an interface. */
  record RemoveAddress(String device, String address, int prefixLength) implements NetworkChange {
    @Override
    public List<String> lines() {
      return List.of("addr del " + address + "/" + prefixLength + " dev " + device);
    }
  }

  /** Adds a route. */
  record AddRoute(HostRoute route) implements NetworkChange {
    @Override
    public List<String> lines() {
      return List.of("route add " + String.join(" ", route.words()));
    }
  }

  /** Takes a route away. */
  record RemoveRoute(HostRoute route) implements NetworkChange {
    @Override
    public List<String> lines() {
      return List.of("route del " + String.join(" ", route.words()));
    }
  }
}
