package org.slapos.master.domain;

import java.util.Optional;

/**
 * What was said beside reports of states.
 *
 * @param partition empty for what concerns the whole computer
 * @param text the reason of a bang, or a TioFormat document
 */
public record NodeMessage(
    Kind kind, String computer, Optional<String> partition, String author, Timestamp at, String text) {

  /** Why something is said. */
  public enum Kind {
    /** Something happened, all of it has to be processed again ({@code softwareInstanceBang}, {@code computerBang}). */
    BANG,
    /** What was consumed ({@code useComputer}). */
    USAGE
  }
}
