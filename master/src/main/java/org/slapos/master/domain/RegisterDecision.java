package org.slapos.master.domain;

import java.util.List;
import java.util.Optional;

/** Somebody wants a computer of that name: it is the one that has it, or a new one that waits for its first format. */
final class RegisterDecision {
  private RegisterDecision() {}

  static Decision decide(Command.RegisterComputer command, Register register) {
    if (command.reference().isEmpty()) {
      return Decision.unchanged(
          new Answer.Refused(Answer.Reason.INVALID, "the title is empty", Optional.of("computer_title")));
    }
    var computer = new Computer(command.reference(), Optional.empty(), Optional.empty());
    return Decision.done(
        register.computer(command.reference()).isPresent() ? List.of() : List.of(new Effect.PutComputer(computer)));
  }
}
