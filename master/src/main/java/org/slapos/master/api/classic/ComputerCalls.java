package org.slapos.master.api.classic;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slapos.master.api.Caller;
import org.slapos.master.domain.Command;
import org.slapos.master.domain.PartitionId;
import org.slapos.master.http.FormReader;
import org.slapos.master.http.HttpProblem;
import org.slapos.master.http.Request;
import org.slapos.master.http.Response;
import org.slapos.master.http.Routes.Route;
import org.slapos.master.store.Store;
import org.slapos.slap.wire.Value;

/**
 * Computers and who they are; a full Master's calls. This Master knows nobody and issues no certificates: they are
 * empty texts, as the reference's proxy answers for partitions, and clients then go without.
 */
final class ComputerCalls {
  private static final Value NO_CERTIFICATE = Value.Dict.builder().put("certificate", "").put("key", "").build();

  private final Store store;
  private final ClassicSettings settings;

  ComputerCalls(Store store, ClassicSettings settings) {
    this.store = store;
    this.settings = settings;
  }

  Map<String, Route> routes() {
    return Map.of(
        "/requestComputer", Route.post(this::register),
        "/generateComputerCertificate", Route.post(this::generateCertificate),
        "/revokeComputerCertificate", Route.post(this::revokeCertificate),
        "/getComputerPartitionCertificate", Route.get(this::partitionCertificate));
  }

  /** A computer's reference is the title that was asked for: there is one user, whose titles are unique. */
  private Response register(Request request) {
    var title = FormReader.read(request).get("computer_title");
    Refusals.accepted(store.execute(new Command.RegisterComputer(title), Caller.author(request)));
    var attributes = Value.Dict.builder().put("_computer_id", title).build();
    return ClassicApi.marshalled(
        new Value.Instance(Value.SlapClass.COMPUTER, List.of(new Value.Text(title)), Optional.of(attributes)));
  }

  private Response generateCertificate(Request request) {
    requireComputer(FormReader.read(request).get("computer_id"));
    return ClassicApi.marshalled(NO_CERTIFICATE);
  }

  /** None is active; to revoke it all the same is no error, so that scripts for full Masters go on. */
  private Response revokeCertificate(Request request) {
    requireComputer(FormReader.read(request).get("computer_id"));
    return Response.ok("None");
  }

  private Response partitionCertificate(Request request) {
    var fields = request.queryFields();
    var id = new PartitionId(fields.get("computer_id"), fields.get("computer_partition_id"));
    if (store.read(register -> register.partition(id)).isEmpty()) {
      throw HttpProblem.of(404, "There is no partition " + id + ".");
    }
    return ClassicApi.marshalled(NO_CERTIFICATE);
  }

  private void requireComputer(String computer) {
    boolean known = store.read(register -> register.computer(computer)).isPresent();
    if (!known && !computer.equals(settings.defaultComputer())) {
      throw HttpProblem.of(404, "There is no computer " + computer + ".");
    }
  }
}
