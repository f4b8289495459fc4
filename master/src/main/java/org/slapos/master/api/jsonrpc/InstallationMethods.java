package org.slapos.master.api.jsonrpc;

import static org.slapos.master.api.jsonrpc.Method.Group.INSTALLATION;
import static org.slapos.master.api.jsonrpc.Shapes.COMPUTER;
import static org.slapos.master.api.jsonrpc.Shapes.RELEASE;

import java.time.InstantSource;
import java.util.List;
import org.slapos.master.api.jsonrpc.schema.MembersBuilder;
import org.slapos.master.api.jsonrpc.schema.Shape.Text;
import org.slapos.master.api.jsonrpc.schema.Shape.Word;
import org.slapos.master.domain.Command;
import org.slapos.master.domain.Installation;
import org.slapos.master.domain.StatusReport;
import org.slapos.master.domain.Timestamp;
import org.slapos.master.store.Store;
import org.slapos.slap.SoftwareRelease;
import org.slapos.slap.wire.Value;

/** Software releases on computers: wanted, there, gone. */
final class InstallationMethods {
  private static final String REPORTED = "reported_state";
  private static final String MESSAGE = "message";

  private final Store store;
  private final InstantSource clock;

  InstallationMethods(Store store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  List<Method> methods() {
    return List.of(
        new Method("post.v0.software_installation", INSTALLATION, "Supplies a release to a computer, or removes it",
            Shapes.ofInstallation()
                .optional("state", Shapes.INSTALLATION_STATE, "what is wanted", new Value.Text("available"))
                .build(),
            Shapes.SUCCESS, this::supply),
        new Method("put.v0.software_installation_reported_state", INSTALLATION, "The node says how a release is",
            Shapes.ofInstallation()
                .required(REPORTED, Word.of("available", "destroyed", "building"), "how it is")
                .build(),
            Shapes.SUCCESS, this::reported),
        new Method("put.v0.software_installation_error", INSTALLATION, "The node could not build or remove a release",
            Shapes.ofInstallation().required(MESSAGE, Text.FREE, "why, the end of the log").build(),
            Shapes.SUCCESS, this::failed),
        new Method("allDocs.v0.compute_node_software_installation_list", INSTALLATION, "The releases of a computer",
            Shapes.ofComputer().build(),
            Shapes.results(
                MembersBuilder.named("InstallationOnComputer")
                    .required(RELEASE, Text.FREE, "URL of the release")
                    .required("state", Shapes.INSTALLATION_STATE, "what is wanted")
                    .build()),
            this::list));
  }

  private Value supply(Call call) {
    var state = call.find("state").flatMap(SoftwareRelease.State::of).orElse(SoftwareRelease.State.AVAILABLE);
    var url = call.text(RELEASE);
    var command = new Command.Supply(new Installation(call.text(COMPUTER), url, state));
    JsonProblems.accepted(store.execute(command, call.author()));
    return Shapes.success("Supplied " + url + " to be " + state.wireName());
  }

  private Value reported(Call call) {
    return switch (call.text(REPORTED)) {
      case "destroyed" -> {
        var command = new Command.ReportReleaseDestroyed(call.text(COMPUTER), call.text(RELEASE));
        JsonProblems.accepted(store.execute(command, call.author()));
        yield Shapes.success("Destroyed");
      }
      case "building" -> keep(call, StatusReport.State.BUILDING, "");
      default -> keep(call, StatusReport.State.AVAILABLE, "");
    };
  }

  private Value failed(Call call) {
    return keep(call, StatusReport.State.ERROR, call.text(MESSAGE));
  }

  /** The reference ignores these reports, and says so; the word is kept, the reports too. */
  private Value keep(Call call, StatusReport.State state, String log) {
    var subject = new StatusReport.Subject.Release(call.text(COMPUTER), call.text(RELEASE));
    var report =
        new StatusReport(subject, state, call.author(), Timestamp.of(clock.instant()), StatusReport.endOf(log));
    JsonProblems.accepted(store.execute(new Command.Report(report), call.author()));
    return Shapes.success("Ignored");
  }

  private Value list(Call call) {
    return JsonValues.results(
        store.read(
            register -> {
              NodeMethods.requireComputer(call.text(COMPUTER), register);
              return register.installations(call.text(COMPUTER)).stream().map(InstallationMethods::item).toList();
            }));
  }

  private static Value item(Installation installation) {
    return Value.Dict.builder()
        .put(RELEASE, installation.url())
        .put("state", installation.state().wireName())
        .build();
  }
}
