package org.slapos.grid.promise;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The Python that runs plugins. Read when a plugin runs for the first time: most passes run none, and opening a jar takes long. */
final class PythonBridge {
  static final String SOURCE = resource("bridge.py");

  /** Modules for releases without a slapos.core of their own. */
  private static final List<String> LIBRARY = List.of(
      "slapos.grid.promise.generic", "slapos.grid.promise.interface", "zope.interface");

  private PythonBridge() {}

  /** Source by name of the module. */
  static Map<String, Object> library() {
    var library = new LinkedHashMap<String, Object>();
    LIBRARY.forEach(module -> library.put(module, resource("library/" + module + ".py")));
    return library;
  }

  private static String resource(String name) {
    try (InputStream stream = PythonBridge.class.getResourceAsStream(name)) {
      if (stream == null) {
        throw new IllegalStateException("Missing resource " + name);
      }
      return new String(stream.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
