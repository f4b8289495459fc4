package org.slapos.cli.log;

import java.io.OutputStream;
import java.util.logging.LogRecord;
import java.util.logging.StreamHandler;

/** A log file whose last line can be read at once. */
final class FileLog extends StreamHandler {
  FileLog(OutputStream out) {
    super(out, new FileFormat());
  }

  @Override
  public synchronized void publish(LogRecord entry) {
    super.publish(entry);
    flush();
  }
}
