package org.slapos.slap.classic;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.slapos.slap.ServerErrorException;
import org.slapos.slap.SlapException;
import org.slapos.slap.http.Failures;
import org.slapos.slap.http.Form;
import org.slapos.slap.http.HttpAnswer;
import org.slapos.slap.http.HttpCall;
import org.slapos.slap.http.HttpUrl;
import org.slapos.slap.http.Transport;
import org.slapos.slap.wire.MalformedDocumentException;
import org.slapos.slap.wire.Marshal;
import org.slapos.slap.wire.Value;

/** Calls of one Master by their names; whatever is no success becomes a {@link SlapException}. Thread-safe. */
final class MasterCalls {
  private final Transport transport;
  private final HttpUrl master;

  MasterCalls(Transport transport, HttpUrl master) {
    this.transport = transport;
    this.master = master.asFolder();
  }

  HttpAnswer get(String name, Form parameters) {
    return send(HttpCall.get(master.resolve(name).withQuery(parameters)), name, parameters);
  }

  /** A GET that is answered 304 while the answer is the one of that tag. */
  HttpAnswer getIfChanged(String name, Form parameters, Optional<String> knownTag) {
    var call = HttpCall.get(master.resolve(name).withQuery(parameters));
    return send(knownTag.isPresent() ? call.withHeader("If-None-Match", knownTag.get()) : call, name, parameters);
  }

  /** The marshalled value that a GET answers. */
  Value getValue(String name, Form parameters) {
    return value(name, get(name, parameters));
  }

  HttpAnswer post(String name, Form form) {
    return send(posting(name, form), name, Form.empty());
  }

  /** The marshalled value that a POST answers. */
  Value postValue(String name, Form form) {
    return value(name, post(name, form));
  }

  /** A POST made as that partition. */
  HttpAnswer postAs(PartitionId partition, String name, Form form) {
    return send(posting(name, form).withHeader("Authorization", partition.authorization()), name, Form.empty());
  }

  private HttpCall posting(String name, Form form) {
    var call = HttpCall.post(master.resolve(name), form);
    return RepeatableCalls.contains(name) ? call.asRepeatable() : call;
  }

  /** A GET that may take that much longer than others; whatever it answers. */
  HttpAnswer ask(String name, Form parameters, Duration patience) {
    return exchange(HttpCall.get(master.resolve(name).withQuery(parameters)).withPatience(patience));
  }

  /** For an answer that the caller cannot use. */
  SlapException refused(HttpAnswer answer, String name, Form parameters) {
    return Failures.of(answer, master.resolve(name).withQuery(parameters), name, parameters)
        .orElseGet(() -> new ServerErrorException("%s answered %d".formatted(master.resolve(name), answer.status())));
  }

  private HttpAnswer exchange(HttpCall call) {
    try {
      return transport.send(call);
    } catch (IOException e) {
      throw Failures.unreachable(master, e);
    }
  }

  private HttpAnswer send(HttpCall call, String name, Form parameters) {
    var answer = exchange(call);
    var failure = Failures.of(answer, call.url(), name, parameters);
    if (failure.isPresent()) {
      throw failure.get();
    }
    return answer;
  }

  Value value(String name, HttpAnswer answer) {
    return value(name, answer.body());
  }

  Value value(String name, byte[] document) {
    try {
      return Marshal.read(document);
    } catch (MalformedDocumentException e) {
      throw unreadable(name, e);
    }
  }

  /** For an answer that is no such thing as the call promises. */
  SlapException unreadable(String name, RuntimeException reason) {
    return new ServerErrorException(
        "The answer of %s is unreadable: %s. Is this the URL of a SlapOS Master?"
            .formatted(master.resolve(name), reason.getMessage()),
        reason);
  }
}
