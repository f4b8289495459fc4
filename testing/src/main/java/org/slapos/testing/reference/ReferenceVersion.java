package org.slapos.testing.reference;

import java.util.List;

/** A released version of the reference, and how it is installed. */
public enum ReferenceVersion {
  /** 1.26.1 with every command; needs Python 3.12 or newer. */
  NEW("1.26.1"),
  /** 1.6.10, of which the client's commands run; needs Python 3.11. */
  OLD("1.6.10");

  private final String version;

  ReferenceVersion(String version) {
    this.version = version;
  }

  public String version() {
    return version;
  }

  /** The Python versions it runs on, best first. */
  List<String> pythons() {
    return switch (this) {
      case NEW -> List.of("3.12", "3.13", "3.14");
      case OLD -> List.of("3.11");
    };
  }

  /** What to give to {@code pip install}, call by call. */
  List<List<String>> installs() {
    return switch (this) {
      case NEW -> List.of(List.of(
          "slapos.core==" + version, "slapos.libnetworkcache", "supervisor==4.3.0", "zc.buildout==6.0.1", "setuptools",
          "wheel"));
      case OLD -> List.of(
          List.of("setuptools<80", "wheel"),
          List.of("--no-build-isolation", "slapos.core==" + version, "filelock"));
    };
  }
}
