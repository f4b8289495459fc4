package org.slapos.tio;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import javax.xml.validation.Validator;
import org.xml.sax.ErrorHandler;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/**
 * The XML schemas, which others validate with too. {@link TioReader} accepts the same documents and is quicker; this tells
 * everything that is wrong at once.
 */
public enum TioSchema {
  /** {@code tio.xsd}: what nodes send to the Master. */
  JOURNAL("tio.xsd"),
  /** {@code partition_consumption.xsd}: what instances report. */
  PARTITION_CONSUMPTION("partition_consumption.xsd");

  private final String resource;

  TioSchema(String resource) {
    this.resource = resource;
  }

  /** The schema for that document. */
  public static TioSchema of(TioDocument document) {
    return switch (document) {
      case Journal _ -> JOURNAL;
      case PartitionConsumption _ -> PARTITION_CONSUMPTION;
    };
  }

  /** Everything that is wrong, each with line and column; nothing for a valid document. No outside file is ever read. */
  public List<String> problems(byte[] document) {
    var collected = new Collected();
    try {
      Validator validator = validator();
      validator.setErrorHandler(collected);
      validator.validate(new StreamSource(new ByteArrayInputStream(document)));
    } catch (SAXParseException e) {
      collected.fatalError(e);
    } catch (SAXException | IOException e) {
      collected.problems.add(String.valueOf(e.getMessage()));
    }
    return List.copyOf(collected.problems);
  }

  private Validator validator() throws SAXException {
    var factory = SchemaFactory.newDefaultInstance();
    factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
    factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
    factory.setProperty(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
    var url = Objects.requireNonNull(TioSchema.class.getResource(resource), resource);
    Validator validator = factory.newSchema(url).newValidator();
    validator.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
    validator.setProperty(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
    return validator;
  }

  /** Goes on after an error, to find the others. */
  private static final class Collected implements ErrorHandler {
    private final List<String> problems = new ArrayList<>();

    @Override
    public void warning(SAXParseException problem) {
      fatalError(problem);
    }

    @Override
    public void error(SAXParseException problem) {
      fatalError(problem);
    }

    @Override
    public void fatalError(SAXParseException problem) {
      String text = "line %d, column %d: %s".formatted(problem.getLineNumber(), problem.getColumnNumber(), problem.getMessage());
      if (!problems.contains(text)) {
        problems.add(text);
      }
    }
  }
}
