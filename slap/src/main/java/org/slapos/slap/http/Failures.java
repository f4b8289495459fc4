package org.slapos.slap.http;

import java.io.IOException;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slapos.slap.ConnectionException;
import org.slapos.slap.ForbiddenException;
import org.slapos.slap.NotFoundException;
import org.slapos.slap.RequestRefusedException;
import org.slapos.slap.ResourceNotReadyException;
import org.slapos.slap.ServerErrorException;
import org.slapos.slap.SlapException;

/** What an answer's status means (reference: slap-library.md, 3). */
public final class Failures {
  private Failures() {}

  /**
   * The failure that an answer is; empty for a success.
   *
   * @param name the call's name in messages
   * @param parameters those of the query, for messages
   */
  public static Optional<SlapException> of(HttpAnswer answer, HttpUrl url, String name, Form parameters) {
    return answer.status() < 400 ? Optional.empty() : Optional.of(failure(answer, url, name, parameters));
  }

  private static SlapException failure(HttpAnswer answer, HttpUrl url, String name, Form parameters) {
    var explanation = ErrorPage.explanation(answer.text()).map(text -> " (" + text + ")").orElse("");
    return switch (answer.status()) {
      case 404 -> new NotFoundException(
          "The SlapOS Master does not know " + url.withoutQuery() + described(parameters) + explanation);
      case 401, 403 -> new ForbiddenException("%d Client Error: %s for url: %s%s".formatted(
          answer.status(), answer.reason(), url, explanation));
      case 408 -> new ResourceNotReadyException(name + " is not ready yet; ask again later");
      case 500, 502, 503, 520, 523, 524, 526 -> new ServerErrorException(
          "%d Server Error: %s for url: %s%s".formatted(answer.status(), answer.reason(), url, explanation));
      default -> new RequestRefusedException("%d %s Error: %s for url: %s%s".formatted(
          answer.status(), answer.status() < 500 ? "Client" : "Server", answer.reason(), url, explanation));
    };
  }

  private static String described(Form parameters) {
    return parameters.fields().isEmpty()
        ? ""
        : parameters.fields().stream()
            .map(field -> "'" + field.name() + "': '" + field.value() + "'")
            .collect(Collectors.joining(", ", " - {", "}"));
  }

  /** No answer at all, in one line for people. */
  public static ConnectionException unreachable(HttpUrl master, IOException failure) {
    return new ConnectionException(
        ("Cannot reach the SlapOS Master at %s: %s."
                + " Check the master URL, the network (IPv6 included) and that the Master is running.")
            .formatted(master, Unreachable.reason(failure)),
        failure);
  }
}
