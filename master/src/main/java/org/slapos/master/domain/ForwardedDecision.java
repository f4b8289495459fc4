package org.slapos.master.domain;

import java.util.List;

/** Remembers what was forwarded, until its destruction is. */
final class ForwardedDecision {
  private ForwardedDecision() {}

  static Decision decide(Command.NoteForwarded note, Register register) {
    if (register.isForwarded(note.request()) != note.destroyed()) {
      return Decision.NOTHING;
    }
    return new Decision(
        Answer.Done.DONE,
        List.of(note.destroyed()
            ? new Effect.RemoveForwarded(note.request())
            : new Effect.PutForwarded(note.request())));
  }
}
