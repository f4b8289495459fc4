package org.slapos.master.domain;

import java.util.List;
import java.util.Optional;

/** Messages are kept of computers that exist and ignored otherwise, so that nobody can fill the database. */
final class MessageDecision {
  private MessageDecision() {}

  static Decision decide(Command.BangComputer bang, Register register) {
    return keep(NodeMessage.Kind.BANG, bang.computer(), bang.message(), register);
  }

  static Decision decide(Command.ReportUsage usage, Register register) {
    return keep(NodeMessage.Kind.USAGE, usage.computer(), usage.document(), register);
  }

  private static Decision keep(NodeMessage.Kind kind, String computer, String text, Register register) {
    return register.computer(computer).isEmpty()
        ? Decision.NOTHING
        : Decision.done(List.of(new Effect.AddMessage(kind, computer, Optional.empty(), text)));
  }
}
