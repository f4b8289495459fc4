package org.slapos.testing.reference;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A virtual environment with slapos.toolbox, whose promise plugins are what software releases use. Made like {@link
 * ReferenceEnvironment}, beside it; the system property {@code slapos.reference.toolbox} names one that exists.
 */
public final class ToolboxEnvironment {
  private static final List<String> PYTHONS = List.of("3.12", "3.13", "3.14");
  private static final List<List<String>> INSTALLS = List.of(
      List.of("setuptools<81", "wheel", "slapos.core==1.26.1", "slapos.libnetworkcache", "slapos.toolbox==0.170"));

  private final Path folder;

  private ToolboxEnvironment(Path folder) {
    this.folder = folder;
  }

  /**
   * The environment, made if need be.
   *
   * @throws IllegalStateException if no fitting Python is found or the installation fails
   */
  public static ToolboxEnvironment prepared() {
    return Optional.ofNullable(System.getProperty("slapos.reference.toolbox"))
        .map(given -> new ToolboxEnvironment(Path.of(given).toAbsolutePath()))
        .orElseGet(() -> new ToolboxEnvironment(ReferenceEnvironment.made("toolbox-0.170", PYTHONS, INSTALLS)));
  }

  /** Why it cannot be had on this machine; empty if it can. For skipping tests. */
  public static Optional<String> missing() {
    return System.getProperty("slapos.reference.toolbox") != null
            || new PythonInterpreters(System.getenv()).find(PYTHONS).isPresent()
        ? Optional.empty()
        : Optional.of("slapos.toolbox needs Python %s, which is neither on PATH nor among pyenv's versions"
            .formatted(String.join(" or ", PYTHONS)));
  }

  /** Its interpreter. */
  public Path python() {
    return folder.resolve("bin/python");
  }

  /** Where its packages are. */
  public Path packages() {
    try (DirectoryStream<Path> versions = Files.newDirectoryStream(folder.resolve("lib"), "python3.*")) {
      return versions.iterator().next().resolve("site-packages");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Makes a folder of links that holds the plugins and all that they need, except slapos.core and zope.interface: what a
   * software release without them has on its path.
   */
  public Path withoutCore(Path target) throws IOException {
    Files.createDirectories(target.resolve("slapos"));
    try (DirectoryStream<Path> packages = Files.newDirectoryStream(packages())) {
      for (Path one : packages) {
        String name = one.getFileName().toString();
        if (!name.startsWith("slapos") && !name.startsWith("zope") && !name.endsWith(".pth")) {
          Files.createSymbolicLink(target.resolve(name), one);
        }
      }
    }
    for (String part : List.of("promise", "networkbench")) {
      Files.createSymbolicLink(target.resolve("slapos").resolve(part), packages().resolve("slapos").resolve(part));
    }
    return target;
  }
}
