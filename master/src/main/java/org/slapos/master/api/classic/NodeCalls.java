package org.slapos.master.api.classic;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Function;
import org.slapos.master.api.Caller;
import org.slapos.master.domain.PartitionId;
import org.slapos.master.http.Fields;
import org.slapos.master.http.FormReader;
import org.slapos.master.http.Handler;
import org.slapos.master.http.HttpProblem;
import org.slapos.master.http.Request;
import org.slapos.master.http.Response;
import org.slapos.master.store.Store;
import org.slapos.slap.wire.Marshal;
import org.slapos.slap.wire.Value;

/** What a node asks about itself, and how it describes itself. */
final class NodeCalls {
  /** A Master with more computers than fit in this computes some answers again. */
  private static final long MOST_KEPT_BYTES = 16 << 20;

  private final Store store;
  private final ClassicSettings settings;
  private final KeptAnswers kept = new KeptAnswers(MOST_KEPT_BYTES);

  NodeCalls(Store store, ClassicSettings settings) {
    this.store = store;
    this.settings = settings;
  }

  /** Everything about a computer. */
  Handler computerInformation() {
    return new Repeated("computer_id", fields -> EntityTag.on(computer(fields.get("computer_id"))));
  }

  /** One partition. */
  Handler partition() {
    return new Repeated("computer_reference", this::partition);
  }

  /**
   * Nodes and instances ask the same again and again while nothing changes, so that an answer is kept until its computer
   * does.
   */
  private final class Repeated implements Handler {
    private final String computerField;
    private final Function<Fields, Response> answer;

    Repeated(String computerField, Function<Fields, Response> answer) {
      this.computerField = computerField;
      this.answer = answer;
    }

    @Override
    public Optional<Response> atOnce(Request request) {
      return store.versions().inMemory() ? find(request) : Optional.empty();
    }

    @Override
    public Response handle(Request request) {
      return find(request).orElseGet(() -> EntityTag.unlessKnown(computed(request), request));
    }

    private Optional<Response> find(Request request) {
      return kept.find(call(request), store.versions()).map(response -> EntityTag.unlessKnown(response, request));
    }

    private Response computed(Request request) {
      var fields = request.queryFields();
      var computer = fields.get(computerField);
      long version = store.versions().of(computer);
      var response = answer.apply(fields);
      kept.keep(call(request), computer, version, response);
      return response;
    }

    private static String call(Request request) {
      return request.path() + "?" + request.query();
    }
  }

  private Response computer(String computer) {
    var document =
        store.read(
            register -> {
              if (register.computer(computer).isEmpty() && !computer.equals(settings.defaultComputer())) {
                throw HttpProblem.of(404, "There is no computer " + computer + ".");
              }
              return ComputerDocument.of(computer, register);
            });
    return marshalled(document);
  }

  private Response partition(Fields fields) {
    var id = new PartitionId(fields.get("computer_reference"), fields.get("computer_partition_reference"));
    var document =
        store.read(
            register ->
                register
                    .partition(id)
                    .map(partition -> ComputerDocument.document(partition, register))
                    .orElseThrow(() -> HttpProblem.of(404, "There is no partition " + id + ".")));
    return marshalled(document);
  }

  private static Response marshalled(Value document) {
    return Response.ok(Marshal.write(document).getBytes(StandardCharsets.US_ASCII));
  }

  Response format(Request request) {
    var xml = FormReader.read(request).get("xml");
    var command = FormatDocument.read(MarshalledField.dictionary("xml", xml));
    Refusals.accepted(store.execute(command, Caller.author(request)));
    return Response.ok("done");
  }
}
