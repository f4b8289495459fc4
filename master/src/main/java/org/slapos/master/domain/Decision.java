package org.slapos.master.domain;

import java.util.List;
import java.util.Optional;

/** What is answered and what has to be done for it, in this order and all or nothing. */
public record Decision(Answer answer, List<Effect> effects) {
  /** Done without doing anything. */
  public static final Decision NOTHING = new Decision(Answer.Done.DONE, List.of());

  public Decision {
    effects = List.copyOf(effects);
  }

  static Decision done(List<? extends Effect> effects) {
    return new Decision(Answer.Done.DONE, List.copyOf(effects));
  }

  static Decision unchanged(Answer answer) {
    return new Decision(answer, List.of());
  }

  static Decision refused(Answer.Reason reason, String explanation) {
    return unchanged(new Answer.Refused(reason, explanation, Optional.empty()));
  }
}
