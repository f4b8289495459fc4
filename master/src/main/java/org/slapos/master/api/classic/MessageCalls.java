package org.slapos.master.api.classic;

import org.slapos.master.domain.Command;
import org.slapos.master.http.FormReader;
import org.slapos.master.http.HttpProblem;
import org.slapos.master.http.Request;
import org.slapos.master.http.Response;
import org.slapos.master.store.Store;
import org.slapos.slap.wire.Value;

/**
 * What computers say beside states. The answers are the reference's, which reads nothing; here it is kept, of computers
 * that exist.
 */
final class MessageCalls {
  /** Characters of a consumption document; a hundred partitions need a tenth of it. */
  static final int LONGEST_DOCUMENT = 1 << 20;

  /** Of a longer reason the beginning is kept. */
  static final int LONGEST_MESSAGE = 4096;

  private final Store store;

  MessageCalls(Store store) {
    this.store = store;
  }

  Response bang(Request request) {
    var form = FormReader.read(request);
    var message = shortened(form.find("message").orElse(""));
    form.find("computer_id").ifPresent(computer -> execute(new Command.BangComputer(computer, message), request));
    return ClassicApi.marshalled(new Value.Text(""));
  }

  Response usage(Request request) {
    var form = FormReader.read(request);
    var document = form.find("use_string").orElse("");
    if (document.length() > LONGEST_DOCUMENT) {
      throw HttpProblem.badField("use_string", "longer than " + LONGEST_DOCUMENT + " characters");
    }
    form.find("computer_id")
        .filter(computer -> !document.isEmpty())
        .ifPresent(computer -> execute(new Command.ReportUsage(computer, document), request));
    return Response.ok("Ignored");
  }

  static String shortened(String message) {
    return message.length() > LONGEST_MESSAGE ? message.substring(0, LONGEST_MESSAGE) : message;
  }

  private void execute(Command command, Request request) {
    Refusals.accepted(store.execute(command, Caller.author(request)));
  }
}
