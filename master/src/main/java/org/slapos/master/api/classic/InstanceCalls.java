package org.slapos.master.api.classic;

import java.util.Optional;
import org.slapos.master.api.Caller;
import org.slapos.master.domain.Answer;
import org.slapos.master.domain.Command;
import org.slapos.master.domain.NodeMessage;
import org.slapos.master.domain.PartitionId;
import org.slapos.master.http.Fields;
import org.slapos.master.http.FormReader;
import org.slapos.master.http.Request;
import org.slapos.master.http.Response;
import org.slapos.master.store.Store;

/** What happens to instances that exist. */
final class InstanceCalls {
  private final Store store;

  InstanceCalls(Store store) {
    this.store = store;
  }

  Response publish(Request request) {
    var form = FormReader.read(request);
    var place = place(form);
    var dictionary = MarshalledField.dictionary("connection_xml", form.get("connection_xml"));
    var xml = MarshalledField.instanceXml("connection_xml", dictionary);
    var command =
        slaveReference(form)
            .<Command>map(reference -> new Command.PublishShared(place, reference, xml))
            .orElseGet(() -> new Command.Publish(place, xml));
    return done(command, request, "done");
  }

  Response bang(Request request) {
    var form = FormReader.read(request);
    var message = NodeMessage.beginOf(form.text("message").orElse(""));
    return done(new Command.Bang(place(form), message), request, "OK");
  }

  /** A {@code slave_reference} is not read: the host is renamed, as by the reference. */
  Response rename(Request request) {
    var form = FormReader.read(request);
    return done(new Command.Rename(place(form), form.get("new_name")), request, "done");
  }

  Response destroyed(Request request) {
    return done(new Command.ReportDestroyed(place(FormReader.read(request))), request, "OK");
  }

  private Response done(Command command, Request request, String word) {
    return switch (Refusals.accepted(store.execute(command, Caller.author(request)))) {
      case Answer.Awaiting(var titles) ->
          Response.ok(
              "Not destroying yet because this partition has child partitions: " + String.join(", ", titles));
      case Answer.UnknownPartition(var id) ->
          Response.ok(
              "Unknown partition " + PythonText.quote(id.partition()) + " on " + PythonText.quote(id.computer()));
      default -> Response.ok(word);
    };
  }

  /** Clients send the word None for no shared instance. */
  private static Optional<String> slaveReference(Fields form) {
    return form.find("slave_reference").filter(text -> !text.isEmpty() && !text.equals("None"));
  }

  private static PartitionId place(Fields form) {
    return new PartitionId(form.get("computer_id"), form.get("computer_partition_id"));
  }
}
