package org.slapos.master.api.jsonrpc;

import java.util.Arrays;
import java.util.Locale;
import org.slapos.master.api.jsonrpc.schema.ShapeCheck;
import org.slapos.master.http.Handler;
import org.slapos.master.http.HttpProblem;
import org.slapos.master.http.Request;
import org.slapos.master.http.Response;
import org.slapos.slap.json.JsonText;
import org.slapos.slap.wire.MalformedDocumentException;
import org.slapos.slap.wire.Value;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries a method over HTTP: reads and checks the document, calls the body, writes what comes of it. */
record JsonCall(Method method) implements Handler {
  private static final Logger log = LoggerFactory.getLogger(JsonCall.class);

  @Override
  public Response handle(Request request) {
    try {
      return JsonAnswer.ok(method.body().answer(new Call(document(request), request)));
    } catch (HttpProblem problem) {
      return JsonProblems.response(problem);
    } catch (RuntimeException e) {
      log.error("{} failed", method.path(), e);
      return JsonProblems.response(HttpProblem.of(500, "Internal server error"));
    }
  }

  private Value.Dict document(Request request) {
    if (request.header("accept").filter(accept -> !admitsJson(accept)).isPresent()) {
      throw HttpProblem.of(406, "The answer is application/json, which the header Accept does not admit.");
    }
    if (request.header("content-type").filter(JsonCall::isJson).isEmpty()) {
      throw HttpProblem.of(
          415, "Did not attempt to load JSON data because the request Content-Type was not 'application/json'.");
    }
    var document = parse(request.body());
    var violation = ShapeCheck.violation(method.request(), document);
    if (violation.isPresent()) {
      var path = violation.get().path();
      throw path.isEmpty()
          ? HttpProblem.of(400, violation.get().reason())
          : HttpProblem.badField(path, violation.get().reason());
    }
    return (Value.Dict) document;
  }

  private static Value parse(byte[] body) {
    try {
      return JsonText.read(body);
    } catch (MalformedDocumentException e) {
      throw HttpProblem.of(400, "The body of the request is " + e.getMessage() + ".");
    }
  }

  private static boolean isJson(String contentType) {
    var type = mediaType(contentType);
    return type.equals("application/json") || (type.startsWith("application/") && type.endsWith("+json"));
  }

  private static boolean admitsJson(String accept) {
    return Arrays.stream(accept.split(",", -1)).anyMatch(JsonCall::rangeAdmitsJson);
  }

  private static boolean rangeAdmitsJson(String range) {
    var parameters = range.toLowerCase(Locale.ROOT).replace(" ", "");
    boolean refused = parameters.matches(".*;q=0(\\.0*)?(;.*)?");
    return switch (mediaType(range)) {
      case "*/*", "application/*", "application/json" -> !refused;
      default -> false;
    };
  }

  private static String mediaType(String header) {
    int end = header.indexOf(';');
    return (end < 0 ? header : header.substring(0, end)).strip().toLowerCase(Locale.ROOT);
  }
}
