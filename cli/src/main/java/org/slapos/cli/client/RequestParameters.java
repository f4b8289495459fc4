package org.slapos.cli.client;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Optional;
import org.slapos.cli.CommandFailure;
import org.slapos.cli.ExitStatus;
import org.slapos.cli.Invocation;
import org.slapos.cli.parameters.ParameterDocument;
import org.slapos.cli.parameters.ParameterFile;
import org.slapos.cli.parameters.ParameterFileException;
import org.slapos.cli.schema.Serialisation;
import org.slapos.slap.json.JsonText;
import org.slapos.slap.wire.MalformedDocumentException;
import org.slapos.slap.wire.Value;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The parameters of a request.
 *
 * @param sent as the Master gets them
 * @param meant as the release's schema describes them
 * @param source the file they come from
 */
public record RequestParameters(Value.Dict sent, Value meant, Optional<ParameterDocument> source) {
  private static final Logger LOGGER = LoggerFactory.getLogger("slapos");
  private static final String SERIALISED = "_";
  private static final String STANDARD_INPUT = "-";

  /** Those of the words {@code KEY=VALUE}: texts, sent as they are. */
  static RequestParameters ofWords(Value.Dict words, Optional<Serialisation> serialisation) {
    return new RequestParameters(words, meant(words, serialisation), Optional.empty());
  }

  /** Those of a file, in the serialisation of the release. */
  public static RequestParameters ofFile(ParameterDocument file, Optional<Serialisation> serialisation, String release) {
    Value.Dict content = file.content();
    if (ParameterFile.isXml(file.name())) {
      return new RequestParameters(content, meant(content, serialisation), Optional.of(file));
    }
    Serialisation known = serialisation.orElseThrow(() -> new CommandFailure(
        ExitStatus.FAILURE,
        release + " does not say how it wants its parameters;"
            + " add --force-serialisation json-in-xml, or --force-serialisation xml for plain names and texts"));
    boolean plain = known == Serialisation.XML || isSerialised(content);
    Value.Dict sent = plain
        ? content
        : Value.Dict.builder().put(SERIALISED, JsonText.writeIndentedInOrder(content, 2)).build();
    return new RequestParameters(sent, plain ? meant(content, serialisation) : content, Optional.of(file));
  }

  private static boolean isSerialised(Value.Dict content) {
    return content.entries().size() == 1 && content.get(SERIALISED).isPresent();
  }

  private static Value meant(Value.Dict sent, Optional<Serialisation> serialisation) {
    boolean json = serialisation.filter(Serialisation.JSON_IN_XML::equals).isPresent();
    if (!json || !(sent.get(SERIALISED).orElse(Value.None.NONE) instanceof Value.Text(String text))) {
      return sent;
    }
    try {
      return JsonText.read(text);
    } catch (MalformedDocumentException e) {
      LOGGER.warn("The parameter '_' is {}", e.getMessage());
      return sent;
    }
  }

  /** Reads the file of {@code --parameters-file}; {@code -} is standard input. */
  static ParameterDocument read(String name, Invocation invocation) throws IOException {
    String text;
    if (name.equals(STANDARD_INPUT)) {
      text = new String(invocation.terminal().in().readAllBytes(), StandardCharsets.UTF_8);
    } else {
      var file = invocation.terminal().path(name);
      if (!Files.isReadable(file) || Files.isDirectory(file)) {
        throw new CommandFailure(ExitStatus.USAGE, "slapos request: error: cannot read the parameter file '" + name + "'");
      }
      text = Files.readString(file);
    }
    try {
      return ParameterFile.read(name, text);
    } catch (ParameterFileException e) {
      throw new CommandFailure(ExitStatus.FAILURE, String.valueOf(e.getMessage()), e);
    }
  }
}
