package org.slapos.master.api.jsonrpc;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ObjectNode;

/** The OpenAPI document as a validator that knows nothing of ours reads it. */
final class Description {
  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

  private final ObjectNode document;
  private final Map<String, Schema> schemas = new HashMap<>();

  Description(String document) {
    this.document = (ObjectNode) new ObjectMapper().readTree(document);
  }

  JsonNode document() {
    return document;
  }

  /** Why the request is not as described; empty if it is. */
  List<String> requestErrors(String path, JsonNode request) {
    return errors(pointer(path) + "/requestBody/content/application~1json/schema", request);
  }

  List<String> answerErrors(String path, int status, JsonNode answer) {
    return errors(pointer(path) + "/responses/" + status + "/content/application~1json/schema", answer);
  }

  private static String pointer(String path) {
    return "/paths/" + path.replace("/", "~1") + "/post";
  }

  private List<String> errors(String pointer, JsonNode value) {
    if (document.at(pointer).isMissingNode()) {
      return List.of("nothing is described at " + pointer);
    }
    return schemas.computeIfAbsent(pointer, this::schema).validate(value).stream().map(Object::toString).toList();
  }

  private Schema schema(String pointer) {
    var schema = (ObjectNode) document.at(pointer).deepCopy();
    schema.set("components", document.get("components"));
    return REGISTRY.getSchema(schema);
  }
}
