package org.slapos.cli.client;

import java.io.IOException;
import java.util.Optional;
import org.slapos.cli.Terminal;
import org.slapos.cli.schema.ParameterValidator;
import org.slapos.cli.schema.ReleaseDocuments;
import org.slapos.cli.schema.ReleaseSchema;
import org.slapos.cli.schema.Serialisation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What software releases say of their types; that one says nothing stops no request. */
public final class ReleaseTypes {
  private static final Logger LOGGER = LoggerFactory.getLogger("slapos");

  private final ReleaseDocuments documents;

  public ReleaseTypes(Terminal terminal) {
    this.documents = new ReleaseDocuments(terminal.environment(), terminal.folder());
  }

  /** The type as its release describes it; empty, and the log says why, if it does not. */
  public Optional<ReleaseSchema.Type> find(String release, String softwareType) {
    try {
      var schema = ReleaseSchema.read(release, documents);
      var type = schema.type(softwareType);
      if (type.isEmpty()) {
        LOGGER.warn("{} describes no software type '{}'", schema.place(), softwareType);
      }
      return type;
    } catch (IOException e) {
      // Most releases have no schema, and those who request them know.
      LOGGER.debug("{}.json cannot be had: {}", release, e.getMessage());
      return Optional.empty();
    }
  }

  /** How the release publishes; a release that does not say is taken to publish JSON where it can be read as such. */
  Serialisation ofConnection(String release, String softwareType) {
    return find(release, softwareType).flatMap(ReleaseSchema.Type::serialisation).orElse(Serialisation.JSON_IN_XML);
  }

  ParameterValidator validator() {
    return new ParameterValidator(documents);
  }
}
