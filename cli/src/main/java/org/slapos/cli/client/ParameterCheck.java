package org.slapos.cli.client;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slapos.cli.CommandFailure;
import org.slapos.cli.ExitStatus;
import org.slapos.cli.schema.ReleaseSchema;
import org.slapos.cli.schema.Violation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Holds the parameters of a request against the release's schema: a warning, or with {@code --strict} the end. */
public final class ParameterCheck {
  private static final Logger LOGGER = LoggerFactory.getLogger("slapos");
  /** Its schema describes something else than its parameters. */
  private static final String WRONG_SCHEMA =
      "http://git.erp5.org/gitweb/slapos.git/blob_plain/HEAD:/software/apache-frontend/software.cfg";

  private final ReleaseTypes types;
  private final boolean strict;

  public ParameterCheck(ReleaseTypes types, boolean strict) {
    this.types = types;
    this.strict = strict;
  }

  public void check(String release, Optional<ReleaseSchema.Type> type, RequestParameters parameters) {
    Optional<URI> schema = type.flatMap(ReleaseSchema.Type::request);
    if (release.equals(WRONG_SCHEMA)) {
      return;
    }
    if (schema.isEmpty()) {
      if (strict) {
        throw new CommandFailure(ExitStatus.FAILURE, "--strict: " + release + " has no schema for these parameters");
      }
      return;
    }
    try {
      List<Violation> violations = types.validator().validate(schema.get(), parameters.meant());
      if (!violations.isEmpty()) {
        tell(violations.stream()
            .map(violation -> line(violation, parameters))
            .collect(Collectors.joining("\n", "The parameters are not what " + schema.get() + " describes:\n", "")));
      }
    } catch (IOException e) {
      tell("The parameters cannot be checked: " + e.getMessage());
    }
  }

  private static String line(Violation violation, RequestParameters parameters) {
    String place = parameters.source().flatMap(file -> file.place(violation.path())).map(found -> found + ": ").orElse("");
    return "  " + place + violation.location() + ": " + violation.message();
  }

  private void tell(String message) {
    if (strict) {
      throw new CommandFailure(ExitStatus.FAILURE, message);
    }
    LOGGER.warn("{}", message);
  }
}
