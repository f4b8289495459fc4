package org.slapos.bench.measure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.slapos.testing.reference.ReferenceEnvironment;
import org.slapos.testing.reference.ReferenceVersion;

/**
 * One whole process, measured from its start to its end by a small program: what the JDK tells of a child has neither
 * its memory nor its processor time.
 */
public final class ProcessRound implements Round {
  private static final String WATCHER = "measure.py";

  private final List<String> command;
  private final Map<String, String> environment;
  private final Path folder;
  private final Check check;

  /** Looks at what a run has done. */
  @FunctionalInterface
  public interface Check {
    /** Throws {@link WrongOutcomeException} if it is not what was expected. */
    void look(String out, String err) throws IOException;
  }

  /**
   * A command that must end with status 0.
   *
   * @param folder current folder of the process, and for its output
   */
  public ProcessRound(List<String> command, Map<String, String> environment, Path folder, Check check) {
    this.command = List.copyOf(command);
    this.environment = Map.copyOf(environment);
    this.folder = folder;
    this.check = check;
  }

  @Override
  public Map<Quantity, Double> measure(int number) throws IOException {
    Path out = folder.resolve("out.txt");
    Path err = folder.resolve("err.txt");
    String[] told = watched(out, err).split(" ", -1);
    String errors = text(err);
    if (!told[3].equals("0")) {
      throw new WrongOutcomeException("%s ended with %s: %s".formatted(String.join(" ", command), told[3], errors));
    }
    check.look(text(out), errors);
    return Map.of(
        Quantity.WALL, Double.valueOf(told[0]),
        Quantity.CPU, Double.valueOf(told[1]),
        Quantity.MEMORY, Double.valueOf(told[2]));
  }

  private String watched(Path out, Path err) throws IOException {
    var words = new ArrayList<>(List.of(
        ReferenceEnvironment.of(ReferenceVersion.NEW).executable("python").toString(),
        "-I", "-S", "-c", watcher(), out.toString(), err.toString()));
    words.addAll(command);
    var builder = new ProcessBuilder(words).directory(folder.toFile()).redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().putAll(environment);
    Process process = builder.start();
    String told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    if (told.isEmpty()) {
      throw new WrongOutcomeException(String.join(" ", command) + " could not be started");
    }
    return told;
  }

  private static String watcher() {
    try (var in = Objects.requireNonNull(ProcessRound.class.getResourceAsStream(WATCHER))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Path file) throws IOException {
    return Files.exists(file) ? new String(Files.readAllBytes(file), StandardCharsets.UTF_8) : "";
  }
}
