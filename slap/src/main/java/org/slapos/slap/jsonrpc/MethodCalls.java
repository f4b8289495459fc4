package org.slapos.slap.jsonrpc;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.slapos.slap.ForbiddenException;
import org.slapos.slap.NotFoundException;
import org.slapos.slap.RequestRefusedException;
import org.slapos.slap.ResourceNotReadyException;
import org.slapos.slap.ServerErrorException;
import org.slapos.slap.SlapException;
import org.slapos.slap.classic.PartitionId;
import org.slapos.slap.http.Failures;
import org.slapos.slap.http.Form;
import org.slapos.slap.http.HttpAnswer;
import org.slapos.slap.http.HttpCall;
import org.slapos.slap.http.HttpUrl;
import org.slapos.slap.http.Transport;
import org.slapos.slap.json.JsonText;
import org.slapos.slap.wire.MalformedDocumentException;
import org.slapos.slap.wire.Value;

/** Calls of one Master by the names of the methods. Thread-safe. */
final class MethodCalls {
  /** The member by which a full Master says, as a success, that an instance is not there yet. */
  private static final Value NOT_READY = new Value.Text("SoftwareInstanceNotReady");

  private final Transport transport;
  private final HttpUrl master;

  MethodCalls(Transport transport, HttpUrl master) {
    this.transport = transport;
    this.master = master.asFolder();
  }

  /** The answer of a method such as {@code get.v0.software_instance}. */
  Value.Dict call(String method, Value.Dict document) {
    return send(method, document, Optional.empty());
  }

  /** As {@link #call}, made as that partition. */
  Value.Dict callAs(PartitionId partition, String method, Value.Dict document) {
    return send(method, document, Optional.of(partition.authorization()));
  }

  private Value.Dict send(String method, Value.Dict document, Optional<String> authorization) {
    var once =
        new HttpCall(
            "POST",
            master.resolve("slapos." + method),
            Map.of("Content-Type", "application/json"),
            Optional.of(JsonText.writeLine(document)));
    var plain = isRepeatable(method) ? once.asRepeatable() : once;
    var call = authorization.map(value -> plain.withHeader("Authorization", value)).orElse(plain);
    HttpAnswer answer;
    try {
      answer = transport.send(call);
    } catch (IOException e) {
      throw Failures.unreachable(master, e);
    }
    if (answer.status() >= 400) {
      throw failure(method, call, answer);
    }
    return dictionary(method, answer);
  }

  /** Reading methods, and those that say what shall be: see the classic API's {@code RepeatableCalls}. */
  private static boolean isRepeatable(String method) {
    return method.startsWith("get.") || method.startsWith("allDocs.") || switch (method) {
      case "post.v0.software_installation",
          "post.v0.software_instance",
          "put.v0.software_instance_connection_parameter",
          "put.v0.compute_node_format" -> true;
      default -> false;
    };
  }

  private Value.Dict dictionary(String method, HttpAnswer answer) {
    var document = read(method, answer, value -> value);
    if (!(document instanceof Value.Dict dictionary)) {
      throw unreadable(method, new MalformedDocumentException("not an object"));
    }
    if (dictionary.get("name").equals(Optional.of(NOT_READY))) {
      throw new ResourceNotReadyException(method + " is not ready yet; ask again later");
    }
    return dictionary;
  }

  private <T> T read(String method, HttpAnswer answer, Function<Value, T> look) {
    try {
      return look.apply(JsonText.read(answer.body()));
    } catch (MalformedDocumentException e) {
      throw unreadable(method, e);
    }
  }

  /** What does not exist is 403 in this API; its documents say why in {@code title}. */
  private static SlapException failure(String method, HttpCall call, HttpAnswer answer) {
    var reason = title(answer);
    if (reason.isEmpty()) {
      return Failures.of(answer, call.url(), method, Form.empty()).orElseThrow();
    }
    var message = method + ": " + reason.get() + " (" + answer.status() + " from " + call.url() + ")";
    return switch (answer.status()) {
      case 401 -> new ForbiddenException(message);
      case 403, 404 -> new NotFoundException(message);
      case 408 -> new ResourceNotReadyException(message);
      case 500, 502, 503, 520, 523, 524, 526 -> new ServerErrorException(message);
      default -> new RequestRefusedException(message);
    };
  }

  private static Optional<String> title(HttpAnswer answer) {
    if (answer.header("Content-Type").filter(type -> type.startsWith("application/json")).isEmpty()) {
      return Optional.empty();
    }
    try {
      return JsonText.read(answer.body()) instanceof Value.Dict dictionary ? dictionary.text("title") : Optional.empty();
    } catch (MalformedDocumentException _) {
      return Optional.empty();
    }
  }

  /** For an answer that is no such thing as the method promises. */
  SlapException unreadable(String method, RuntimeException reason) {
    return new ServerErrorException(
        "The answer of %s is unreadable: %s. Does this Master have JSON entry points?"
            .formatted(master.resolve("slapos." + method), reason.getMessage()),
        reason);
  }
}
