package org.slapos.cli.schema;

import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import org.slapos.slap.json.JsonText;
import org.slapos.slap.wire.MalformedDocumentException;
import org.slapos.slap.wire.Value;

/**
 * The document {@code <release>.json} of a software release.
 *
 * @param place where it is
 * @param content as it is there
 */
public record ReleaseSchema(URI place, Value.Dict content) {
  private static final String TYPES = "software-type";
  private static final String SERIALISATION = "serialisation";

  /**
   * One software type.
   *
   * @param serialisation empty if the schema names none that we know
   * @param request where the schema of its parameters is
   */
  public record Type(String name, Optional<Serialisation> serialisation, Optional<URI> request) {}

  /**
   * Fetches it.
   *
   * @throws IOException saying why it cannot be had
   */
  public static ReleaseSchema read(String release, ReleaseDocuments documents) throws IOException {
    URI place = documents.locate(release + ".json");
    try {
      if (JsonText.read(documents.read(place)) instanceof Value.Dict content) {
        return new ReleaseSchema(place, content);
      }
      throw new IOException("it is no JSON object");
    } catch (MalformedDocumentException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /** The software type of that name; the old name of the default one is understood. */
  public Optional<Type> type(String name) {
    String wanted = name.equals("RootSoftwareInstance") && entry(name).isEmpty() ? "default" : name;
    return entry(wanted).map(type -> new Type(
        wanted,
        type.text(SERIALISATION).or(() -> content.text(SERIALISATION)).flatMap(Serialisation::of),
        type.text("request").map(place::resolve)));
  }

  private Optional<Value.Dict> entry(String name) {
    return content.get(TYPES)
        .flatMap(types -> types instanceof Value.Dict dict ? dict.get(name) : Optional.empty())
        .flatMap(type -> type instanceof Value.Dict dict ? Optional.of(dict) : Optional.empty());
  }
}
