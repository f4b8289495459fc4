package org.slapos.grid;

import java.nio.file.Files;
import java.nio.file.Path;
import org.slapos.grid.python.InterpreterFinder;
import org.slapos.grid.python.PythonTools;
import org.slapos.grid.python.PythonToolsInstaller;

/** The Python environment of the tests, made once per checkout. */
public final class TestTools {
  private TestTools() {}

  public static PythonTools prepared() {
    return new PythonToolsInstaller(
        () -> new InterpreterFinder(System.getenv(), false).find(), _ -> {})
        .prepare(repository().resolve("target/python-tools"));
  }

  public static Path repository() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("mvnw"))) {
      folder = folder.getParent();
    }
    return folder;
  }
}
