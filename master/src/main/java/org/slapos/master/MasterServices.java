package org.slapos.master;

import java.nio.file.Path;
import java.util.Optional;
import org.slapos.master.cache.CacheSettings;

/**
 * What a Master serves beside its API.
 *
 * @param cache the network cache ({@code shacache_...})
 * @param publicDirectory files for everybody below {@code /panel/public/} ({@code public_directory_path})
 */
public record MasterServices(Optional<CacheSettings> cache, Optional<Path> publicDirectory) {

  public static MasterServices none() {
    return new MasterServices(Optional.empty(), Optional.empty());
  }
}
