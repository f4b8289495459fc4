package org.slapos.master.api.classic;

import java.nio.charset.StandardCharsets;
import org.slapos.master.api.Caller;
import org.slapos.master.domain.PartitionId;
import org.slapos.master.http.FormReader;
import org.slapos.master.http.HttpProblem;
import org.slapos.master.http.Request;
import org.slapos.master.http.Response;
import org.slapos.master.store.Store;
import org.slapos.slap.wire.Marshal;

/** What a node asks about itself, and how it describes itself. */
final class NodeCalls {
  /** A Master with more computers than fit in this computes some answers again. */
  private static final long MOST_KEPT_BYTES = 64 << 20;

  private final Store store;
  private final ClassicSettings settings;
  private final KeptAnswers kept = new KeptAnswers(MOST_KEPT_BYTES);

  NodeCalls(Store store, ClassicSettings settings) {
    this.store = store;
    this.settings = settings;
  }

  /** Nodes ask this again and again while nothing changes, so that the answer is kept until something does. */
  Response computerInformation(Request request) {
    var computer = request.queryFields().get("computer_id");
    long version = store.versions().of(computer);
    var response =
        kept.find(computer, version)
            .orElseGet(
                () -> {
                  var computed = EntityTag.on(compute(computer));
                  kept.keep(computer, version, computed);
                  return computed;
                });
    return EntityTag.unlessKnown(response, request);
  }

  private Response compute(String computer) {
    var document =
        store.read(
            register -> {
              if (register.computer(computer).isEmpty() && !computer.equals(settings.defaultComputer())) {
                throw HttpProblem.of(404, "There is no computer " + computer + ".");
              }
              return ComputerDocument.of(computer, register);
            });
    return Response.ok(Marshal.write(document).getBytes(StandardCharsets.US_ASCII));
  }

  Response partition(Request request) {
    var fields = request.queryFields();
    var id = new PartitionId(fields.get("computer_reference"), fields.get("computer_partition_reference"));
    var document =
        store.read(
            register ->
                register
                    .partition(id)
                    .map(partition -> ComputerDocument.document(partition, register))
                    .orElseThrow(() -> HttpProblem.of(404, "There is no partition " + id + ".")));
    return ClassicApi.marshalled(document);
  }

  Response format(Request request) {
    var xml = FormReader.read(request).get("xml");
    var command = FormatDocument.read(MarshalledField.dictionary("xml", xml));
    Refusals.accepted(store.execute(command, Caller.author(request)));
    return Response.ok("done");
  }
}
