package org.slapos.grid.promise;

import java.nio.file.Path;
import java.util.Optional;

/** What plugins are told of the node. */
record PluginSettings(
    String computerId, String masterUrl, Optional<Path> certificateRepository, Path fallbackPython) {
  /** The version whose behaviour plugins may rely on. */
  static final String REFERENCE_VERSION = "1.26.1";

  Optional<String> certificate(String partition, String extension) {
    return certificateRepository.map(folder -> folder.resolve(partition + "." + extension).toString());
  }
}
