package org.slapos.grid.software;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slapos.grid.GridSettings;
import org.slapos.grid.buildout.BuildLog;
import org.slapos.grid.buildout.Buildout;
import org.slapos.grid.buildout.BuildoutFailedException;
import org.slapos.grid.buildout.Shebang;
import org.slapos.files.AtomicFile;
import org.slapos.grid.files.FreeSpace;
import org.slapos.grid.log.GridLog;
import org.slapos.grid.process.Account;
import org.slapos.grid.process.CleanEnvironment;
import org.slapos.grid.process.Privileges;
import org.slapos.grid.python.PythonTools;

/** Installs one release: from the network cache, or by profile, bootstrap, buildout (reference: node-grid.md, 2.2 to 2.6). */
final class SoftwareBuilder {
  private final GridSettings settings;
  private final Privileges privileges;
  private final Buildout buildout;
  private final PythonTools tools;
  private final ReleaseDownload download;
  private final ReleaseUpload upload;
  private final Clock clock;

  SoftwareBuilder(
      GridSettings settings, Privileges privileges, Buildout buildout, ReleaseDownload download, ReleaseUpload upload,
      Clock clock) {
    this.settings = settings;
    this.privileges = privileges;
    this.buildout = buildout;
    this.tools = new PythonTools(settings.pythonTools());
    this.download = download;
    this.upload = upload;
    this.clock = clock;
  }

  /**
   * Brings a release to its folder.
   *
   * @throws ForcedCacheException if it may only be fetched, and was not
   */
  void install(String url, GridLog log) throws IOException, BuildoutFailedException {
    SoftwareFolder folder = SoftwareFolder.of(settings.softwareRoot(), url);
    FreeSpace.require(settings.softwareRoot(), settings.limits().softwareMinFreeSpace(), "software_min_free_space");
    log.info("Installing software release %s ...".formatted(url));
    if (!download.run(url, folder, log)) {
      build(url, folder, log);
      upload.run(url, folder, log);
    }
  }

  private void build(String url, SoftwareFolder folder, GridLog log) throws IOException, BuildoutFailedException {
    prepareFolder(folder, url);
    try (BuildLog lines = BuildLog.open(folder.buildLog(), log)) {
      bootstrapUnlessSkipped(folder, log, lines);
      var argv = new ArrayList<>(Shebang.words(folder.buildout()));
      argv.add(folder.buildout().toString());
      if (settings.behaviour().buildoutDebug()) {
        argv.add("-D");
      }
      argv.add("-U");
      argv.addAll(arguments(folder));
      run(argv, folder, folder.path().toString(), log, lines);
      Files.deleteIfExists(folder.bootstrapSkipped());
    }
  }

  private void prepareFolder(SoftwareFolder folder, String url) throws IOException {
    createFolder(folder.path());
    createFolder(folder.extendsCache());
    if (!Files.exists(folder.profile())) {
      AtomicFile.write(
          folder.profile(), SoftwareProfile.text(url, settings.sharedParts(), settings.buildTimeParts()), "rw-r--r--",
          file -> privileges.giveTo(file, settings.softwareRoot()));
    }
    GitRevision.note(url, folder.profile(), clock.instant());
    copyNetrc(folder);
  }

  private void createFolder(Path path) throws IOException {
    if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      Files.createDirectory(path);
    }
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
    privileges.giveTo(path, settings.softwareRoot());
  }

  /** HOME of the build is the folder itself, so the credentials of the software user are brought there. */
  private void copyNetrc(SoftwareFolder folder) throws IOException {
    Path source = Path.of(ownerHome()).resolve(".netrc");
    Path copy = folder.path().resolve(".netrc");
    if (!Files.isRegularFile(source) || !Files.isReadable(source)) {
      Files.deleteIfExists(copy);
      return;
    }
    AtomicFile.write(
        copy, Files.readAllBytes(source), "rw-------", file -> privileges.giveTo(file, settings.softwareRoot()));
  }

  /** After a failure the next try alternates: a bootstrap script that cannot run twice must not block for ever. */
  private void bootstrapUnlessSkipped(SoftwareFolder folder, GridLog log, BuildLog lines)
      throws IOException, BuildoutFailedException {
    if (Files.deleteIfExists(folder.bootstrapSkipped()) || !Shebang.isRunnable(folder.buildout())) {
      var argv = new ArrayList<>(bootstrapProgram());
      argv.addAll(arguments(folder));
      argv.add("bootstrap");
      run(argv, folder, ownerHome(), log, lines);
    } else {
      Files.createFile(folder.bootstrapSkipped());
    }
  }

  private List<String> bootstrapProgram() {
    return settings.behaviour().buildout()
        .map(program -> List.of(tools.python().toString(), "-S", program.toString()))
        .orElse(List.of(tools.python().toString(), tools.buildout().toString()));
  }

  private List<String> arguments(SoftwareFolder folder) {
    var arguments = new ArrayList<>(List.of(
        "buildout:extends-cache=" + folder.extendsCache(), "buildout:directory=" + folder.path()));
    arguments.addAll(settings.networkCacheArguments());
    if (!settings.selection().force()) {
      arguments.add("-N");
    }
    arguments.addAll(List.of("-c", folder.profile().toString()));
    return arguments;
  }

  private void run(List<String> argv, SoftwareFolder folder, String home, GridLog log, BuildLog lines)
      throws BuildoutFailedException {
    Map<String, String> environment = CleanEnvironment.of(settings.agentEnvironment(), home);
    buildout.run(
        argv, folder.path(), environment, privileges.forFolder(folder.path()), Optional.empty(), log, lines,
        lines.path());
  }

  private String ownerHome() {
    Account owner = privileges.accounts().ownerOf(settings.softwareRoot());
    return owner.home().toString();
  }
}
