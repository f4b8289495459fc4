package org.slapos.slap.classic;

import java.util.function.Consumer;
import org.slapos.slap.ForbiddenException;
import org.slapos.slap.RequestRefusedException;

/** The log of an error on its way to the Master: what stands in front of one may limit how long it is. */
final class ErrorLog {
  /** The end of a log that every server takes, in characters; our Master keeps as much. */
  static final int SHORT = 64 * 1024;

  private ErrorLog() {}

  /**
   * Sends it, and where it is refused its end: a failure that nobody hears of is worse than half a log.
   *
   * @throws RequestRefusedException if a short one is refused too
   */
  static void send(String log, Consumer<String> call) {
    try {
      call.accept(log);
    } catch (ForbiddenException e) {
      throw e;
    } catch (RequestRefusedException e) {
      if (log.length() <= SHORT) {
        throw e;
      }
      call.accept("..." + log.substring(log.length() - SHORT));
    }
  }
}
