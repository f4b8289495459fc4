package org.slapos.cli.transcripts;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.slapos.slap.json.JsonText;
import org.slapos.slap.wire.Value;

/** One recorded run of the reference's command line. */
record Transcript(
    String name,
    String version,
    List<String> argv,
    Map<String, String> environment,
    Map<String, String> files,
    String stdin,
    int exit,
    String stdout,
    List<Exchange> http) {

  /** What went over the wire; an exchange without status was answered by a server of plain files. */
  record Exchange(
      String method, String path, Optional<Integer> status, String type, String body, Optional<String> sent) {}

  /** All runs of one file, and the files of its web server. */
  record Recording(Map<String, String> web, List<Transcript> transcripts) {}

  static Recording read(String command) throws IOException {
    try (var in = Objects.requireNonNull(Transcript.class.getResourceAsStream(command + ".json"), command)) {
      var document = (Value.Dict) JsonText.read(new String(in.readAllBytes(), StandardCharsets.UTF_8));
      return new Recording(
          texts(document, "web"), list(document, "records").stream().map(record -> of((Value.Dict) record)).toList());
    }
  }

  private static Transcript of(Value.Dict record) {
    return new Transcript(
        text(record, "name"),
        text(record, "version"),
        list(record, "argv").stream().map(word -> ((Value.Text) word).value()).toList(),
        texts(record, "env"),
        texts(record, "files"),
        text(record, "stdin"),
        ((Value.Int) record.get("exit").orElseThrow()).value().intValue(),
        text(record, "stdout"),
        list(record, "http").stream().map(exchange -> exchange((Value.Dict) exchange)).toList());
  }

  private static Exchange exchange(Value.Dict exchange) {
    return new Exchange(
        text(exchange, "method"),
        text(exchange, "path"),
        exchange.get("status").map(status -> ((Value.Int) status).value().intValue()),
        exchange.text("type").orElse("text/plain"),
        text(exchange, "body"),
        exchange.text("sent"));
  }

  private static String text(Value.Dict dict, String key) {
    return dict.text(key).orElse("");
  }

  private static List<Value> list(Value.Dict dict, String key) {
    return dict.get(key).map(value -> ((Value.ListValue) value).items()).orElse(List.of());
  }

  private static Map<String, String> texts(Value.Dict dict, String key) {
    var texts = new LinkedHashMap<String, String>();
    dict.get(key).ifPresent(value -> ((Value.Dict) value).entries().forEach(
        (name, text) -> texts.put(((Value.Text) name).value(), ((Value.Text) text).value())));
    return texts;
  }
}
