package org.slapos.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One run of a program, ours or the reference's, and what came of it. */
record CommandRun(List<String> words, int status, String out, String err) {
  private static final long LONGEST_MINUTES = 10;

  /** The repository that is being built. */
  static Path repository() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("libexec/find-java"))) {
      folder = folder.getParent();
    }
    return folder;
  }

  static Path ourSlapos() {
    return repository().resolve("bin/slapos");
  }

  /** Runs a program to its end, its outputs in files so that neither can block it. */
  static CommandRun of(Map<String, String> environment, Path folder, Path program, String... arguments) {
    var words = new ArrayList<String>();
    words.add(program.toString());
    words.addAll(List.of(arguments));
    try {
      Path out = Files.createTempFile(folder, "out", ".txt");
      Path err = Files.createTempFile(folder, "err", ".txt");
      var builder = new ProcessBuilder(words)
          .directory(folder.toFile())
          .redirectInput(new File("/dev/null"))
          .redirectOutput(out.toFile())
          .redirectError(err.toFile());
      builder.environment().putAll(environment);
      Process process = builder.start();
      if (!process.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new AssertionError(words + " did not end\n" + Files.readString(err));
      }
      return new CommandRun(words, process.exitValue(), read(out), read(err));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private static String read(Path file) throws IOException {
    String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    Files.delete(file);
    return text;
  }

  /** Checks the exit status; what the program said explains another one. */
  CommandRun ended(int expected) {
    assertThat(status).as("%s\n%s\n%s", words, out, err).isEqualTo(expected);
    return this;
  }
}
