package org.slapos.cli.transcripts;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
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
    Optional<Screen> screen,
    Optional<String> signal,
    List<FileAfter> after,
    List<Exchange> http) {
  private static final String NEWEST = "1.26.1";

  /** What a terminal showed of the messages. */
  record Screen(String text) {}

  /** A file or, with a slash at its end, a folder that the run left behind; the content without comments. */
  record FileAfter(String mode, String path, String content) {}

  /** What went over the wire; an exchange without status was answered by a server of plain files. */
  record Exchange(
      String method, String path, Optional<Integer> status, String type, String body, Optional<String> sent) {}

  /** All runs of one file, and the files of its web server. */
  record Recording(Map<String, String> web, List<Transcript> transcripts) {}

  /** The runs of a file that may differ, as version and name with a tab between, and why. */
  static Map<String, String> acceptedDifferences(String command) throws IOException {
    try (var in = Objects.requireNonNull(Transcript.class.getResourceAsStream("accepted-differences.tsv"))) {
      var accepted = new TreeMap<String, String>();
      new String(in.readAllBytes(), StandardCharsets.UTF_8).lines()
          .map(line -> line.split("\t", -1))
          .filter(cells -> cells[0].equals(command))
          .forEach(cells -> accepted.put(cells[1] + "\t" + cells[2], cells[3]));
      return accepted;
    }
  }

  /** How messages name a run. */
  String title() {
    return version + "\t" + name;
  }

  static Recording read(String command) throws IOException {
    try (var in = Objects.requireNonNull(Transcript.class.getResourceAsStream(command + ".json"), command)) {
      var document = (Value.Dict) JsonText.read(new String(in.readAllBytes(), StandardCharsets.UTF_8));
      return new Recording(
          texts(document, "web"), list(document, "records").stream().map(record -> of((Value.Dict) record)).toList());
    }
  }

  boolean isNewest() {
    return version.equals(NEWEST);
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
        record.get("terminal").map(_ -> new Screen(text(record, "stderr"))),
        record.text("signal"),
        list(record, "after").stream().map(file -> fileAfter((Value.ListValue) file)).toList(),
        list(record, "http").stream().map(exchange -> exchange((Value.Dict) exchange)).toList());
  }

  private static FileAfter fileAfter(Value.ListValue file) {
    List<String> cells = file.items().stream().map(cell -> ((Value.Text) cell).value()).toList();
    return new FileAfter(cells.get(0), cells.get(1), cells.size() > 2 ? cells.get(2) : "");
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
