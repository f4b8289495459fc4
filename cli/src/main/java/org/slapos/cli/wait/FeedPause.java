package org.slapos.cli.wait;

import java.time.Duration;
import java.util.Optional;
import org.slapos.slap.ChangeFeed;
import org.slapos.slap.NotFoundException;

/** Rests until the Master tells of a change; of growing length with a Master that cannot. */
public final class FeedPause implements Pause {
  /** A look now and then does no harm, and a connection that hangs unnoticed is given up. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(25);

  private final ChangeFeed feed;
  private final Pause otherwise = Pause.growing();
  private Optional<String> cursor = Optional.empty();

  public FeedPause(ChangeFeed feed) {
    this.feed = feed;
  }

  @Override
  public void rest(Duration atMost) throws InterruptedException {
    ChangeFeed.Awaited awaited;
    try {
      awaited = feed.await(cursor, atMost.compareTo(LONGEST_WAIT) < 0 ? atMost : LONGEST_WAIT);
    } catch (NotFoundException gone) {
      otherwise.rest(atMost);
      return;
    }
    switch (awaited) {
      case ChangeFeed.Awaited.Changed(var next) -> cursor = Optional.of(next);
      case ChangeFeed.Awaited.Unchanged(var next) -> cursor = Optional.of(next);
      case ChangeFeed.Awaited.Unsupported _ -> otherwise.rest(atMost);
    }
  }
}
