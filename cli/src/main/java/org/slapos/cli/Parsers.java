package org.slapos.cli;

import java.lang.reflect.Constructor;
import java.util.ResourceBundle;
import net.sourceforge.argparse4j.helper.ASCIITextWidthCounter;
import net.sourceforge.argparse4j.helper.TextWidthCounter;
import net.sourceforge.argparse4j.inf.ArgumentParser;
import net.sourceforge.argparse4j.internal.ArgumentParserConfigurationImpl;
import net.sourceforge.argparse4j.internal.ArgumentParserImpl;

/** Makes empty parsers of command lines, set up alike. */
final class Parsers {
  private static final String OPTION_PREFIX = "-";
  /** Of the library's own pages, which nobody sees: we lay help out. */
  private static final int WIDTH = 80;

  private Parsers() {}

  /**
   * A parser without any option.
   *
   * <p>Not by the library's builder: that looks for the parser's messages in every jar, at each start, which takes a sixth
   * of a short command. Its constructor that takes messages is private; {@code ParsersTest} notices when it goes.
   */
  static ArgumentParser named(String program) {
    try {
      Constructor<ArgumentParserConfigurationImpl> constructor = ArgumentParserConfigurationImpl.class.getDeclaredConstructor(
          String.class, boolean.class, String.class, String.class, ResourceBundle.class, TextWidthCounter.class, int.class,
          boolean.class, boolean.class, boolean.class, boolean.class);
      constructor.setAccessible(true);
      return new ArgumentParserImpl(constructor.newInstance(
          program, false, OPTION_PREFIX, null, new ParserTexts(), new ASCIITextWidthCounter(), WIDTH, false, false, false, false));
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("argparse4j is not of the expected version", e);
    }
  }
}
