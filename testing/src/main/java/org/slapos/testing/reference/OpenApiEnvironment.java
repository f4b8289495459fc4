package org.slapos.testing.reference;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A virtual environment with tools that others use on OpenAPI documents: a validator, a generator of clients, and a tester
 * that sends what a document allows and forbids. Made like {@link ReferenceEnvironment}, beside it; the system property
 * {@code slapos.openapi.tools} names one that exists.
 */
public final class OpenApiEnvironment {
  private static final List<String> PYTHONS = List.of("3.12", "3.13", "3.14", "3.11");
  private static final List<List<String>> INSTALLS = List.of(
      List.of("openapi-spec-validator==0.9.0", "openapi-python-client==0.29.1", "schemathesis==4.32.5"));

  private final Path folder;

  private OpenApiEnvironment(Path folder) {
    this.folder = folder;
  }

  /**
   * The environment, made if need be.
   *
   * @throws IllegalStateException if no fitting Python is found or the installation fails
   */
  public static OpenApiEnvironment prepared() {
    return Optional.ofNullable(System.getProperty("slapos.openapi.tools"))
        .map(given -> new OpenApiEnvironment(Path.of(given).toAbsolutePath()))
        .orElseGet(() -> new OpenApiEnvironment(ReferenceEnvironment.made("openapi-tools", PYTHONS, INSTALLS)));
  }

  /** Why it cannot be had on this machine; empty if it can. For skipping tests. */
  public static Optional<String> missing() {
    return System.getProperty("slapos.openapi.tools") != null
            || new PythonInterpreters(System.getenv()).find(PYTHONS).isPresent()
        ? Optional.empty()
        : Optional.of("tools for OpenAPI need Python %s, which is neither on PATH nor among pyenv's versions"
            .formatted(String.join(" or ", PYTHONS)));
  }

  /** A program of it: {@code python}, {@code openapi-spec-validator}, {@code openapi-python-client}, {@code schemathesis}. */
  public Path executable(String name) {
    return folder.resolve("bin").resolve(name);
  }
}
