package org.slapos.slap.classic;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slapos.slap.json.JsonText;
import org.slapos.slap.wire.Value;

/** One exchange of the reference's client 1.26.1 with the slapproxy of the same version. */
record RecordedCall(
    String scenario,
    String step,
    String method,
    String target,
    Optional<String> authorization,
    String body,
    int status,
    String answer) {

  static List<RecordedCall> all() {
    return read("recorded-client-calls.json");
  }

  /** What the reference's library sent to a scripted master, method by method. */
  static List<RecordedCall> ofLibrary() {
    return read("recorded-library-calls.json");
  }

  private static List<RecordedCall> read(String resource) {
    try (var in = RecordedCall.class.getResourceAsStream(resource)) {
      var calls = (Value.ListValue) JsonText.read(new String(in.readAllBytes(), StandardCharsets.UTF_8));
      return calls.items().stream().map(call -> of((Value.Dict) call)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static RecordedCall of(Value.Dict call) {
    return new RecordedCall(
        call.text("scenario").orElseThrow(),
        call.text("step").orElseThrow(),
        call.text("method").orElseThrow(),
        call.text("target").orElseThrow(),
        call.text("authorization"),
        call.text("body").orElseThrow(),
        ((Value.Int) call.get("status").orElseThrow()).value().intValueExact(),
        call.text("answer").orElseThrow());
  }

  /** The call's name, without slash and query. */
  String name() {
    return target.replaceFirst("\\?.*", "").substring(1);
  }

  /** The decoded fields of form or query, in order. */
  Map<String, String> fields() {
    var encoded = method.equals("POST") ? body : target.contains("?") ? target.substring(target.indexOf('?') + 1) : "";
    var fields = new LinkedHashMap<String, String>();
    Stream.of(encoded.split("&")).filter(pair -> !pair.isEmpty()).forEach(pair -> {
      var parts = pair.split("=", 2);
      fields.put(decode(parts[0]), decode(parts[1]));
    });
    return fields;
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return scenario + " " + step + ": " + method + " " + target;
  }
}
