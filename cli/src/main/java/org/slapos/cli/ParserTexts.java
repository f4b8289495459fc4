package org.slapos.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Enumeration;
import java.util.Objects;
import java.util.PropertyResourceBundle;
import java.util.ResourceBundle;
import net.sourceforge.argparse4j.internal.ArgumentParserImpl;
import org.jspecify.annotations.Nullable;

/** The option parser's messages, in English, read from its jar when one is shown: most command lines are right. */
final class ParserTexts extends ResourceBundle {
  private @Nullable ResourceBundle texts;

  @Override
  protected Object handleGetObject(String key) {
    return texts().getObject(key);
  }

  @Override
  public Enumeration<String> getKeys() {
    return texts().getKeys();
  }

  private synchronized ResourceBundle texts() {
    ResourceBundle known = texts;
    if (known == null) {
      known = read();
      texts = known;
    }
    return known;
  }

  private static ResourceBundle read() {
    String file = ArgumentParserImpl.class.getSimpleName() + ".properties";
    try (InputStream in = Objects.requireNonNull(ArgumentParserImpl.class.getResourceAsStream(file), file)) {
      return new PropertyResourceBundle(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
