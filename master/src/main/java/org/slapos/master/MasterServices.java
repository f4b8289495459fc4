package org.slapos.master;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.slapos.master.cache.CacheSettings;
import org.slapos.master.multimaster.ExternalMaster;

/**
 * What a Master serves beside its API.
 *
 * @param cache the network cache ({@code shacache_...})
 * @param publicDirectory files for everybody below {@code /panel/public/} ({@code public_directory_path})
 * @param externalMasters where other requests go ({@code [multimaster/URL]}), in the order of the configuration
 */
public record MasterServices(
    Optional<CacheSettings> cache, Optional<Path> publicDirectory, List<ExternalMaster> externalMasters) {
  public MasterServices {
    externalMasters = List.copyOf(externalMasters);
  }

  public static MasterServices none() {
    return new MasterServices(Optional.empty(), Optional.empty(), List.of());
  }
}
