package org.slapos.master.replay;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** One recorded request with the answer of the reference. */
public record Exchange(
    int index,
    String step,
    String method,
    String target,
    Map<String, String> headers,
    String body,
    int status,
    Map<String, String> answerHeaders,
    String answer) {

  public static List<Exchange> load(String recording) {
    var found = new ArrayList<Exchange>();
    try (var in = Exchange.class.getResourceAsStream("/recordings/" + recording + ".json.gz")) {
      for (var node : new ObjectMapper().readTree(new GZIPInputStream(in))) {
        found.add(read(found.size(), node));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found;
  }

  /** Method and path, such as {@code GET /getRunId}. */
  String call() {
    return method + " " + target.replaceFirst("[?].*", "");
  }

  private static Exchange read(int index, JsonNode node) {
    var request = node.get("request");
    var response = node.get("response");
    var query = request.get("query_string").asString();
    return new Exchange(
        index,
        node.get("step").asString(),
        request.get("method").asString(),
        request.get("path").asString() + (query.isEmpty() ? "" : "?" + query),
        texts(request.get("headers")),
        request.get("body").isNull() ? "" : request.get("body").asString(),
        response.get("status").asInt(),
        texts(response.get("headers")),
        response.get("body").isNull() ? "" : response.get("body").asString());
  }

  private static Map<String, String> texts(JsonNode node) {
    var texts = new LinkedHashMap<String, String>();
    node.properties().forEach(entry -> texts.put(entry.getKey(), entry.getValue().asString()));
    return texts;
  }
}
