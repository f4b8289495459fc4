package org.slapos.grid.software;

import java.nio.file.Files;
import java.nio.file.Path;
import org.slapos.slap.http.UrlDigest;

/** Where a software release is on this node: {@code SOFTWARE_ROOT/MD5(URL)}. */
public record SoftwareFolder(Path path) {

  public static SoftwareFolder of(Path softwareRoot, String url) {
    return new SoftwareFolder(softwareRoot.resolve(name(url)));
  }

  /** What such a folder is called. */
  public static String name(String url) {
    return UrlDigest.of(url);
  }

  /** {@code time.asctime()} of the end of the build; its presence makes the release usable. */
  Path completed() {
    return path.resolve(".completed");
  }

  /**
   * Says that the folder was fetched whole from a network cache and has not been told to the Master yet: a killed agent
   * has left a release there that needs no build, and that may not even be built here.
   */
  Path fetched() {
    return path.resolve(".slapgrid-fetched");
  }

  Path profile() {
    return path.resolve("buildout.cfg");
  }

  /** The script that instances are built with. */
  public Path buildout() {
    return path.resolve("bin/buildout");
  }

  /** Says that the next build tries without bootstrap. */
  Path bootstrapSkipped() {
    return path.resolve("bin/buildout-bootstrap-skipped");
  }

  Path extendsCache() {
    return path.resolve("extends-cache");
  }

  /** The output of the last build. */
  Path buildLog() {
    return path.resolve(".slapgrid-build.log");
  }

  /** Made by a release that uses shared parts: it does not work on another machine. */
  Path shared() {
    return path.resolve(".shared");
  }

  boolean isCompleted() {
    return Files.exists(completed());
  }

  /** Whether it was fetched by a run that did not end. */
  boolean isFetched() {
    return Files.exists(fetched()) && !isCompleted();
  }
}
