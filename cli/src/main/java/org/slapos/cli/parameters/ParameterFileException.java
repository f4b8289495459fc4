package org.slapos.cli.parameters;

/** A parameter file that is not understood; the message names file, line and column. */
public final class ParameterFileException extends RuntimeException {
  public ParameterFileException(String message) {
    super(message);
  }

  public ParameterFileException(String message, Throwable cause) {
    super(message, cause);
  }
}
