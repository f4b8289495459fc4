package org.slapos.master.api.classic;

import java.util.Map;
import org.slapos.master.api.StatusDocument;
import org.slapos.master.domain.PartitionId;
import org.slapos.master.domain.StatusReport.Subject;
import org.slapos.master.http.HttpProblem;
import org.slapos.master.http.Request;
import org.slapos.master.http.Response;
import org.slapos.master.http.Routes.Route;
import org.slapos.master.store.Store;
import org.slapos.slap.wire.Value;

/** What was last reported, for clients that ask; a full Master's calls (reference: protocol-slap.md, 8). */
final class StatusCalls {
  private final Store store;
  private final ClassicSettings settings;

  StatusCalls(Store store, ClassicSettings settings) {
    this.store = store;
    this.settings = settings;
  }

  Map<String, Route> routes() {
    return Map.of(
        "/getComputerStatus", Route.get(this::computer),
        "/getComputerPartitionStatus", Route.get(this::partition),
        "/getSoftwareInstallationStatus", Route.get(this::installation));
  }

  private Response computer(Request request) {
    var computer = request.queryFields().get("computer_id");
    Value status =
        store.read(
            register -> {
              if (register.computer(computer).isEmpty() && !computer.equals(settings.defaultComputer())) {
                throw HttpProblem.of(404, "There is no computer " + computer + ".");
              }
              return StatusDocument.of(register.lastReport(computer), computer);
            });
    return ClassicApi.marshalled(status);
  }

  private Response partition(Request request) {
    var fields = request.queryFields();
    var id = new PartitionId(fields.get("computer_id"), fields.get("computer_partition_id"));
    Value status =
        store.read(
            register ->
                register
                    .partition(id)
                    .map(known -> StatusDocument.of(register.lastReport(new Subject.Place(id)), id.guid()))
                    .orElseThrow(() -> HttpProblem.of(404, "There is no partition " + id + ".")));
    return ClassicApi.marshalled(status);
  }

  private Response installation(Request request) {
    var fields = request.queryFields();
    var release = new Subject.Release(fields.get("computer_id"), fields.get("url"));
    Value status =
        store.read(
            register ->
                register
                    .installation(release.computer(), release.url())
                    .map(known -> StatusDocument.of(register.lastReport(release), release.url()))
                    .orElseThrow(
                        () ->
                            HttpProblem.of(
                                404,
                                "The release " + release.url() + " is not supplied to " + release.computer() + ".")));
    return ClassicApi.marshalled(status);
  }
}
