package org.slapos.master.api.classic;

import java.util.Map;
import java.util.Optional;
import org.slapos.master.api.Caller;
import org.slapos.master.domain.Command;
import org.slapos.master.domain.PartitionId;
import org.slapos.master.domain.StatusReport;
import org.slapos.master.domain.StatusReport.State;
import org.slapos.master.domain.StatusReport.Subject;
import org.slapos.master.domain.Timestamp;
import org.slapos.master.http.Fields;
import org.slapos.master.http.FormReader;
import org.slapos.master.http.Handler;
import org.slapos.master.http.Request;
import org.slapos.master.http.Response;
import org.slapos.master.http.Routes.Route;
import org.slapos.master.store.Store;

/**
 * How nodes say their releases and partitions are. The answer is always {@code Ignored}, as the reference's; reports
 * about what exists are kept all the same.
 */
final class ReportCalls {
  private final Store store;
  private final ClassicSettings settings;

  ReportCalls(Store store, ClassicSettings settings) {
    this.store = store;
    this.settings = settings;
  }

  Map<String, Route> routes() {
    return Map.of(
        "/buildingSoftwareRelease", Route.post(release(State.BUILDING)),
        "/availableSoftwareRelease", Route.post(release(State.AVAILABLE)),
        "/softwareReleaseError", Route.post(release(State.ERROR)),
        "/startedComputerPartition", Route.post(partition(State.STARTED)),
        "/stoppedComputerPartition", Route.post(partition(State.STOPPED)),
        "/softwareInstanceError", Route.post(partition(State.ERROR)));
  }

  private Handler release(State state) {
    return request -> {
      var form = FormReader.read(request);
      Optional<Subject> subject =
          form.find("computer_id").flatMap(c -> form.find("url").map(url -> new Subject.Release(c, url)));
      return keep(subject, state, form, request);
    };
  }

  private Handler partition(State state) {
    return request -> {
      var form = FormReader.read(request);
      Optional<Subject> subject =
          form.find("computer_id")
              .flatMap(c -> form.find("computer_partition_id").map(p -> new PartitionId(c, p)))
              .map(Subject.Place::new);
      return keep(subject, state, form, request);
    };
  }

  private Response keep(Optional<Subject> subject, State state, Fields form, Request request) {
    var log = form.text("error_log").orElse("");
    var end = StatusReport.endOf(log);
    var author = Caller.author(request);
    var now = Timestamp.of(settings.clock().instant());
    subject.ifPresent(
        known -> store.execute(new Command.Report(new StatusReport(known, state, author, now, end)), author));
    return Response.ok("Ignored");
  }
}
