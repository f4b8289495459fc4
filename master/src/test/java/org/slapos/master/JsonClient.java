package org.slapos.master;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slapos.slap.json.JsonText;
import org.slapos.slap.wire.Value;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** The JSON entry points in their shortest form. */
public final class JsonClient {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final URI master;

  public JsonClient(URI master) {
    this.master = master;
  }

  /** Posts that text as it is. */
  public RawHttp.Answer post(String method, String json) {
    return post(method, json, Map.of());
  }

  public RawHttp.Answer post(String method, String json, Map<String, String> headers) {
    var all = new LinkedHashMap<String, String>(Map.of("Content-Type", "application/json"));
    all.putAll(headers);
    return RawHttp.send(master, "POST", "/slapos." + method, all, json);
  }

  /** The answer to a call that must succeed. */
  public JsonNode call(String method, Map<String, String> members) {
    var answer = post(method, JsonText.writeLine(Value.Dict.ofTexts(members)));
    if (answer.status() != 200) {
      throw new AssertionError(method + " was answered " + answer.status() + " " + answer.body());
    }
    return tree(answer);
  }

  public static JsonNode tree(RawHttp.Answer answer) {
    return MAPPER.readTree(answer.body());
  }
}
