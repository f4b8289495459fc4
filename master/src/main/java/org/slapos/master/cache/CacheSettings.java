package org.slapos.master.cache;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the network cache keeps its files; both folders are made if there are none.
 *
 * @param contents a file per content, named by its SHA-512 ({@code shacache_content_directory})
 * @param entries a file per key ({@code shacache_metadata_directory})
 * @param upstream another cache to ask for what is not here
 */
public record CacheSettings(Path contents, Path entries, Optional<Upstream> upstream) {

  /**
   * Another cache.
   *
   * @param cacheUrl of its contents ({@code shacache_upstream_cache_url})
   * @param dirUrl of its index ({@code shacache_upstream_dir_url})
   */
  public record Upstream(String cacheUrl, String dirUrl) {}
}
