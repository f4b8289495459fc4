package org.slapos.master.api.jsonrpc;

import org.eclipse.jetty.http.HttpStatus;
import org.slapos.master.domain.Answer;
import org.slapos.master.http.HttpProblem;
import org.slapos.master.http.Response;
import org.slapos.slap.json.JsonText;
import org.slapos.slap.wire.Value;

/** Failures as JSON documents: status, its standard phrase, what is wrong, and the member that is. */
final class JsonProblems {
  private JsonProblems() {}

  static Response response(HttpProblem problem) {
    var document =
        Value.Dict.builder()
            .put("status", Value.ofInt(problem.status()))
            .put("type", phrase(problem.status()))
            .put("title", problem.field().map(HttpProblem.BadField::reason).orElseGet(problem::explanation));
    problem.field().map(HttpProblem.BadField::name).ifPresent(name -> document.put("field", name));
    return JsonAnswer.of(problem.status(), JsonText.writeLine(document.build()));
  }

  /** What the domain refuses: what does not exist is 403 in this API, as with the reference. */
  static Answer accepted(Answer answer) {
    if (answer instanceof Answer.Refused refused) {
      throw refused
          .field()
          .map(field -> HttpProblem.badField(field, refused.explanation()))
          .orElseGet(
              () ->
                  switch (refused.reason()) {
                    case NOT_FOUND -> notFound(refused.explanation());
                    case CONFLICT -> HttpProblem.of(409, refused.explanation());
                    case INVALID -> HttpProblem.of(400, refused.explanation());
                  });
    }
    return answer;
  }

  static HttpProblem notFound(String explanation) {
    return HttpProblem.of(403, explanation);
  }

  private static String phrase(int status) {
    var code = HttpStatus.getCode(status);
    return code == null ? "Unknown Error" : code.getMessage();
  }
}
