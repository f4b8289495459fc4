package org.slapos.grid.python;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Looks for a fitting Python: on PATH first, then among pyenv's versions. */
public final class InterpreterFinder {
  private static final String PROBE =
      "import sys, ensurepip, venv; print(sys.executable, sys.version_info[0], sys.version_info[1], sep='\\n')";

  private final Map<String, String> environment;
  private final boolean forOtherUsers;

  /**
   * @param environment where PATH, HOME and PYENV_ROOT are looked up
   * @param forOtherUsers whether other accounts must be able to run it, as partition users do under a root agent
   */
  public InterpreterFinder(Map<String, String> environment, boolean forOtherUsers) {
    this.environment = environment;
    this.forOtherUsers = forOtherUsers;
  }

  /**
   * The best interpreter.
   *
   * @throws PythonToolsException if there is none
   */
  public Interpreter find() {
    List<Path> candidates = candidates();
    return candidates.stream()
        .map(this::probe)
        .flatMap(Optional::stream)
        .filter(Interpreter::fits)
        .filter(found -> !forOtherUsers || othersCanRun(found.executable()))
        .min(Comparator.comparingInt(Interpreter::rank))
        .orElseThrow(() -> new PythonToolsException(
            ("No fitting Python found: 3.%d or newer with the modules venv and ensurepip%s is needed for supervisord and "
                + "buildout; install python3 and python3-venv (looked at %s)").formatted(
                    Interpreter.OLDEST_MINOR, forOtherUsers ? ", runnable by every account," : "",
                    candidates.isEmpty() ? "an empty PATH" : candidates)));
  }

  private List<Path> candidates() {
    List<String> names = Stream.concat(
        IntStream.of(12, 11, 13, 10, 9, 14).mapToObj(minor -> "python3." + minor), Stream.of("python3")).toList();
    Stream<Path> onPath = Stream.of(environment.getOrDefault("PATH", "").split(File.pathSeparator, -1))
        .filter(folder -> !folder.isEmpty())
        .flatMap(folder -> names.stream().map(name -> Path.of(folder, name)));
    Stream<Path> pyenv = pyenvVersions().stream().map(version -> version.resolve("bin/python3"));
    return Stream.concat(onPath, pyenv).filter(Files::isExecutable).distinct().toList();
  }

  private List<Path> pyenvVersions() {
    Path root = Path.of(environment.getOrDefault("PYENV_ROOT", environment.getOrDefault("HOME", "/") + "/.pyenv"));
    var versions = new ArrayList<Path>();
    if (Files.isDirectory(root.resolve("versions"))) {
      try (DirectoryStream<Path> found = Files.newDirectoryStream(root.resolve("versions"), "3.*")) {
        found.forEach(versions::add);
      } catch (IOException unreadable) {
        return List.of();
      }
    }
    return versions;
  }

  private Optional<Interpreter> probe(Path candidate) {
    var builder = new ProcessBuilder(candidate.toString(), "-I", "-c", PROBE)
        .redirectError(ProcessBuilder.Redirect.DISCARD);
    try {
      Process process = builder.start();
      List<String> answer;
      try (var reader = process.inputReader(UTF_8)) {
        answer = reader.lines().toList();
      }
      if (!process.waitFor(10, TimeUnit.SECONDS) || process.exitValue() != 0 || answer.size() != 3) {
        return Optional.empty();
      }
      return Optional.of(new Interpreter(
          Path.of(answer.get(0)), Integer.parseInt(answer.get(1)), Integer.parseInt(answer.get(2))));
    } catch (IOException | NumberFormatException notPython) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private static boolean othersCanRun(Path executable) {
    try {
      for (Path path = executable.toRealPath(); path != null; path = path.getParent()) {
        if (!Files.getPosixFilePermissions(path).contains(PosixFilePermission.OTHERS_EXECUTE)) {
          return false;
        }
      }
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
