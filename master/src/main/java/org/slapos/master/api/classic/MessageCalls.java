package org.slapos.master.api.classic;

import org.slapos.master.api.Caller;
import org.slapos.master.api.UsageDocument;
import org.slapos.master.domain.Command;
import org.slapos.master.domain.NodeMessage;
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
  private final Store store;

  MessageCalls(Store store) {
    this.store = store;
  }

  Response bang(Request request) {
    var form = FormReader.read(request);
    var message = NodeMessage.beginOf(form.text("message").orElse(""));
    form.find("computer_id").ifPresent(computer -> execute(new Command.BangComputer(computer, message), request));
    return ClassicApi.marshalled(new Value.Text(""));
  }

  Response usage(Request request) {
    var form = FormReader.read(request);
    var document = form.find("use_string").orElse("");
    if (document.length() > NodeMessage.LONGEST_DOCUMENT) {
      throw HttpProblem.badField("use_string", "longer than " + NodeMessage.LONGEST_DOCUMENT + " characters");
    }
    if (!document.isEmpty()) {
      var journal = UsageDocument.checked(document, "use_string");
      form.find("computer_id").ifPresent(computer -> execute(new Command.ReportUsage(computer, journal), request));
    }
    return Response.ok("Ignored");
  }

  private void execute(Command command, Request request) {
    Refusals.accepted(store.execute(command, Caller.author(request)));
  }
}
