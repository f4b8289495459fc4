package org.slapos.slap.classic;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Loggers on demand: to start a logging back-end costs a command more than its whole call, and most log nothing. */
final class Log {
  private Log() {}

  static Logger of(Class<?> owner) {
    return LoggerFactory.getLogger(owner);
  }
}
