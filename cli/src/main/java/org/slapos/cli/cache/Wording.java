package org.slapos.cli.cache;

import java.util.List;
import org.slapos.cli.CommandFailure;
import org.slapos.grid.networkcache.CacheEntry;
import org.slapos.grid.networkcache.CacheIndex;
import org.slapos.grid.networkcache.CacheKey;
import org.slapos.grid.networkcache.CacheStatusException;
import org.slapos.grid.networkcache.CacheUnreachableException;
import org.slapos.grid.networkcache.NetworkCacheException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a lookup says and how it ends where there is nothing to show; scripts know both.
 *
 * @param sought as the user wrote it
 * @param missing if the cache does not know it
 * @param empty if the cache knows it and has nothing
 * @param refusedStatus the exit status if the cache does not know it, refuses or does not answer
 */
record Wording(String sought, String missing, String empty, int refusedStatus) {
  private static final Logger LOGGER = LoggerFactory.getLogger("slapos");
  private static final int UNREADABLE_STATUS = 1;

  /**
   * Asks the cache.
   *
   * @return what it has; nothing, which was told then, if it has none
   * @throws CommandFailure if it does not know the key or cannot be asked
   */
  List<CacheEntry> entries(CacheIndex index, CacheKey key) {
    try {
      List<CacheEntry> entries = index.entries(key);
      if (entries.isEmpty()) {
        LOGGER.info("{}", empty);
      }
      return entries;
    } catch (CacheStatusException e) {
      throw new CommandFailure(
          refusedStatus, e.isMissing() ? missing : "Error while looking object %s: %s".formatted(sought, e.getMessage()), e);
    } catch (CacheUnreachableException e) {
      throw new CommandFailure(
          refusedStatus, "Cannot connect to cache server at %s: %s".formatted(index.url(key), e.getMessage()), e);
    } catch (NetworkCacheException e) {
      throw new CommandFailure(
          UNREADABLE_STATUS, "Error while looking object %s: %s".formatted(sought, e.getMessage()), e);
    }
  }
}
