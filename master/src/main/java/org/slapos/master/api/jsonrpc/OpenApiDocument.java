package org.slapos.master.api.jsonrpc;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.slapos.master.api.jsonrpc.schema.JsonSchema;
import org.slapos.slap.json.JsonText;
import org.slapos.slap.wire.Value;

/** The methods as an OpenAPI 3.1 document, from which clients can be generated. */
final class OpenApiDocument {
  /** That of the reference's description, whose methods these are. */
  private static final String VERSION = "0.0.3";

  private static final String PARTITION_SCHEME = "partition";

  private final JsonSchema schema = new JsonSchema();

  private OpenApiDocument() {}

  static String of(List<Method> methods) {
    return JsonText.writeIndentedInOrder(new OpenApiDocument().document(methods), 1) + "\n";
  }

  private Value document(List<Method> methods) {
    var paths = Value.Dict.builder();
    methods.forEach(method -> paths.put(method.path(), object("post", operation(method))));
    return Value.Dict.builder()
        .put("openapi", "3.1.0")
        .put("info", info())
        .put("servers", list(object("url", new Value.Text("."))))
        .put("tags", tags())
        .put("paths", paths.build())
        .put("components", components())
        .build();
  }

  private static Value info() {
    return Value.Dict.builder()
        .put("title", "SlapOS Master")
        .put("version", VERSION)
        .put(
            "description",
            "Every method is a POST of one JSON object to a URL of its own. What does not exist is answered with 403.")
        .build();
  }

  private static Value tags() {
    return new Value.ListValue(
        Stream.of(Method.Group.values()).<Value>map(group -> object("name", new Value.Text(group.title()))).toList());
  }

  private Value operation(Method method) {
    var operation =
        Value.Dict.builder()
            .put("operationId", operationId(method))
            .put("summary", method.summary())
            .put("tags", list(new Value.Text(method.group().title())))
            .put(
                "requestBody",
                Value.Dict.builder()
                    .put("required", new Value.Bool(true))
                    .put("content", json(schema.of(method.request())))
                    .build())
            .put("responses", responses(method));
    if (method.knowsPartitions()) {
      operation.put("security", list(Value.Dict.EMPTY, object(PARTITION_SCHEME, list())));
    }
    return operation.build();
  }

  /** {@code post_software_instance} for {@code post.v0.software_instance}. */
  private static String operationId(Method method) {
    return method.name().replaceAll("\\.(v0|WIP)\\.", "_").toLowerCase(Locale.ROOT);
  }

  private Value responses(Method method) {
    var responses = Value.Dict.builder().put("200", response("Success", schema.of(method.response())));
    var error = schema.of(Shapes.ERROR);
    for (var problem : Problem.values()) {
      responses.put(String.valueOf(problem.status), response(problem.meaning, error));
    }
    return responses.build();
  }

  /** What any method may answer instead. */
  private enum Problem {
    MALFORMED(400, "The document is not JSON, or not as described"),
    NOT_FOUND(403, "What it names does not exist, or does not allow this"),
    NOT_ACCEPTABLE(406, "The header Accept does not admit JSON"),
    CONFLICT(409, "It contradicts what exists"),
    TOO_LARGE(413, "The document is too large"),
    NOT_JSON(415, "The header Content-Type is not that of JSON"),
    INTERNAL(500, "The Master failed");

    private final int status;
    private final String meaning;

    Problem(int status, String meaning) {
      this.status = status;
      this.meaning = meaning;
    }
  }

  private static Value response(String description, Value contentSchema) {
    return Value.Dict.builder().put("description", description).put("content", json(contentSchema)).build();
  }

  private static Value json(Value contentSchema) {
    return object("application/json", object("schema", contentSchema));
  }

  /** After all operations: only then all named objects are known. */
  private Value components() {
    var scheme =
        Value.Dict.builder()
            .put("type", "apiKey")
            .put("in", "header")
            .put("name", "Authorization")
            .put(
                "description",
                "A partition says who it is: X-SlapPartition computer_id=COMP-0, computer_partition_id=slappart0")
            .build();
    return Value.Dict.builder()
        .put("schemas", schema.namedObjects())
        .put("securitySchemes", object(PARTITION_SCHEME, scheme))
        .build();
  }

  private static Value.Dict object(String member, Value value) {
    return Value.Dict.builder().put(member, value).build();
  }

  private static Value list(Value... items) {
    return new Value.ListValue(List.of(items));
  }
}
