package org.slapos.cli.schema;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.NodePath;
import com.networknt.schema.path.PathType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import org.slapos.slap.json.JsonText;
import org.slapos.slap.wire.MalformedDocumentException;
import org.slapos.slap.wire.Value;

/** Holds parameters against a JSON schema of any draft; loaded only when there is a schema, for the library is big. */
public final class ParameterValidator {
  private final ReleaseDocuments documents;

  public ParameterValidator(ReleaseDocuments documents) {
    this.documents = documents;
  }

  /**
   * What the schema refuses, in the order of its members.
   *
   * @throws IOException if the schema, or one that it refers to, cannot be had or is none
   */
  public List<Violation> validate(URI schema, Value parameters) throws IOException {
    try {
      var config = SchemaRegistryConfig.builder().pathType(PathType.JSON_POINTER).locale(Locale.ROOT).build();
      var registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12, builder -> builder
          .schemaRegistryConfig(config)
          .resourceLoaders(loaders -> loaders.values(list -> list.addFirst(iri -> {
            // The dialects' own schemas are in the library.
            if (iri.toString().contains("json-schema.org/")) {
              return null;
            }
            byte[] text = withoutId(URI.create(iri.toString())).getBytes(StandardCharsets.UTF_8);
            return () -> new ByteArrayInputStream(text);
          }))));
      return registry.getSchema(SchemaLocation.of(schema.toString()))
          .validate(JsonText.writeIndentedInOrder(withoutDialect(parameters), 1), InputFormat.JSON)
          .stream()
          .map(ParameterValidator::violation)
          .toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } catch (SchemaException | MalformedDocumentException | IllegalArgumentException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /** A schema is called by the place it was found at: that is what its references are relative to. */
  private String withoutId(URI place) {
    try {
      Value schema = JsonText.read(documents.read(place));
      return JsonText.writeIndentedInOrder(without(schema, "$id"), 1);
    } catch (IOException e) {
      throw new UncheckedIOException(new IOException(place + ": " + e.getMessage(), e));
    } catch (MalformedDocumentException e) {
      throw new UncheckedIOException(new IOException(place + " is " + e.getMessage(), e));
    }
  }

  private static Value withoutDialect(Value parameters) {
    return without(parameters, "$schema");
  }

  private static Value without(Value value, String member) {
    if (value instanceof Value.Dict(var entries) && entries.containsKey(new Value.Text(member))) {
      var rest = new LinkedHashMap<>(entries);
      rest.remove(new Value.Text(member));
      return new Value.Dict(rest);
    }
    return value;
  }

  private static Violation violation(Error error) {
    NodePath path = error.getInstanceLocation();
    var steps = new ArrayList<Object>();
    for (int i = 0; i < path.getNameCount(); i++) {
      steps.add(path.getElement(i));
    }
    return new Violation(steps, error.getMessage());
  }
}
