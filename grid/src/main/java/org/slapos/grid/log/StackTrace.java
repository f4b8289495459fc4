package org.slapos.grid.log;

import java.io.PrintWriter;
import java.io.StringWriter;

/** An unforeseen failure as text, for the Master's error log. */
public final class StackTrace {
  private StackTrace() {}

  public static String of(Throwable failure) {
    var text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text));
    return text.toString();
  }
}
