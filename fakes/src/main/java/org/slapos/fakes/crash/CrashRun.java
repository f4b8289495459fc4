package org.slapos.fakes.crash;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/**
 * Runs a Java program in a process of its own that ends at a given point, as by {@code kill -9}, without any clean-up.
 * Points are numbered from 1 in the order in which one run reaches them: opened and changed files, renames, deletions,
 * permissions, forces, child processes, connections.
 */
public final class CrashRun {
  private static final int KILLED = 137;

  private final Path jar;
  private final List<String> program;
  private final Map<String, String> environment = new TreeMap<>();

  private CrashRun(Path jar, List<String> program) {
    this.jar = jar;
    this.program = program;
  }

  /**
   * A program of the calling process's class path.
   *
   * @param folder for the agent's jar and for records
   */
  public static CrashRun of(Path folder, Class<?> main, List<String> arguments) throws IOException {
    Path jar = folder.resolve("crash-agent.jar");
    if (!Files.exists(jar)) {
      writeJar(points(jar), List.of("CrashPoints"));
      writeJar(jar, List.of("CrashAgent", "CrashAgent$Hooks", "CrashAgent$AtStart"));
    }
    var program = new ArrayList<String>();
    program.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    program.addAll(arguments);
    return new CrashRun(jar, program);
  }

  /** The JDK's own loader gets what it has to see, and nothing that the agent would then see twice. */
  private static Path points(Path jar) {
    return jar.resolveSibling("crash-points.jar");
  }

  private static void writeJar(Path jar, List<String> classes) throws IOException {
    var manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putValue("Premain-Class", CrashAgent.class.getName());
    manifest.getMainAttributes().putValue("Can-Retransform-Classes", "true");
    try (var out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
      for (String name : classes) {
        String entry = "org/slapos/fakes/crash/" + name + ".class";
        out.putNextEntry(new JarEntry(entry));
        try (InputStream in = CrashRun.class.getClassLoader().getResourceAsStream(entry)) {
          if (in == null) {
            throw new IllegalStateException("No class " + entry);
          }
          in.transferTo(out);
        }
      }
    }
  }

  /** The points of a whole run, each as {@code METHOD SUBJECT}; the program has to end by itself. */
  public List<String> points() throws IOException, InterruptedException {
    Path record = Files.createTempFile(jar.getParent(), "points", "");
    int status = start("record=" + record).waitFor();
    List<String> points = Files.readAllLines(record, UTF_8);
    if (points.isEmpty()) {
      throw new IllegalStateException("No points, status %d:\n%s".formatted(status, Files.readString(output())));
    }
    return points;
  }

  /** Ends the program at a point; whether it got there. */
  public boolean killedAt(int point) throws IOException, InterruptedException {
    return start("halt=" + point).waitFor() == KILLED;
  }

  /** Like {@link #killedAt}; what was not forced to disk below a folder is lost, as if the power had failed. */
  public boolean powerFailsAt(int point, Path folder) throws IOException, InterruptedException {
    return start("halt=" + point + ",lose=" + folder).waitFor() == KILLED;
  }

  /** What the last run printed. */
  public Path output() {
    return jar.resolveSibling("crash-run.log");
  }

  private Process start(String order) throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin/java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto", "-Xlog:disable", "-Xlog:all=off"));
    command.add("-javaagent:" + jar + "=" + points(jar) + "," + order);
    command.addAll(program);
    var builder = new ProcessBuilder(command).redirectErrorStream(true)
        .redirectInput(new File("/dev/null")).redirectOutput(output().toFile());
    builder.environment().putAll(environment);
    return builder.start();
  }
}
