package org.slapos.slap.classic;

import java.time.Duration;
import java.util.Optional;
import org.slapos.slap.ChangeFeed;
import org.slapos.slap.NotFoundException;
import org.slapos.slap.http.Form;
import org.slapos.slap.http.HttpAnswer;
import org.slapos.slap.json.JsonText;
import org.slapos.slap.wire.MalformedDocumentException;
import org.slapos.slap.wire.Value;

/** {@code GET changes}. */
final class ClassicChangeFeed implements ChangeFeed {
  private static final String CALL = "changes";

  private final MasterCalls master;
  private final Form subject;

  /**
   * The feed of what a field names.
   *
   * @param subject {@code computer_id} or {@code instance}
   */
  ClassicChangeFeed(MasterCalls master, Form subject) {
    this.master = master;
    this.subject = subject;
  }

  @Override
  public Awaited await(Optional<String> since, Duration timeout) {
    var wait = timeout.compareTo(LONGEST) > 0 ? LONGEST : timeout;
    var query = subject.with("since", since).with("timeout", Long.toString(wait.toSeconds()));
    var answer = master.ask(CALL, query, wait);
    var members = members(answer);
    return switch (answer.status()) {
      case 200 -> members.flatMap(ClassicChangeFeed::read).orElse(Awaited.Unsupported.UNSUPPORTED);
      case 404 -> {
        var reason = members.flatMap(object -> object.text("error"));
        if (reason.isPresent()) {
          throw new NotFoundException("The SlapOS Master knows no such thing: " + reason.get());
        }
        yield Awaited.Unsupported.UNSUPPORTED;
      }
      // The routes of a web framework that has none of that name.
      case 405, 501 -> Awaited.Unsupported.UNSUPPORTED;
      default -> throw master.refused(answer, CALL, query);
    };
  }

  private static Optional<Awaited> read(Value.Dict members) {
    return members.text("cursor").map(
        cursor -> members.get("changed").filter(new Value.Bool(false)::equals).isPresent()
            ? new Awaited.Unchanged(cursor)
            : new Awaited.Changed(cursor));
  }

  private static Optional<Value.Dict> members(HttpAnswer answer) {
    if (answer.header("Content-Type").filter(type -> type.startsWith("application/json")).isEmpty()) {
      return Optional.empty();
    }
    try {
      return JsonText.read(answer.text()) instanceof Value.Dict object ? Optional.of(object) : Optional.empty();
    } catch (MalformedDocumentException e) {
      return Optional.empty();
    }
  }
}
