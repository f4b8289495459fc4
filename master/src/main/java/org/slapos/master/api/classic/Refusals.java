package org.slapos.master.api.classic;

import org.slapos.master.domain.Answer;
import org.slapos.master.http.HttpProblem;

/** What the domain refuses, as HTTP. */
final class Refusals {
  private Refusals() {}

  static HttpProblem problem(Answer.Refused refused) {
    int status =
        switch (refused.reason()) {
          case NOT_FOUND -> 404;
          case CONFLICT -> 409;
          case INVALID -> 400;
        };
    return refused
        .field()
        .map(field -> HttpProblem.badField(field, refused.explanation()))
        .orElseGet(() -> HttpProblem.of(status, refused.explanation()));
  }

  /** The answer, unless it is a refusal. */
  static Answer accepted(Answer answer) {
    if (answer instanceof Answer.Refused refused) {
      throw problem(refused);
    }
    return answer;
  }
}
