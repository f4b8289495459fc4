package org.slapos.master.api.jsonrpc;

import java.time.InstantSource;
import java.util.List;
import org.slapos.master.api.jsonrpc.schema.Shape;
import org.slapos.master.api.jsonrpc.schema.Shape.Text;
import org.slapos.master.domain.Answer;
import org.slapos.master.domain.Command;
import org.slapos.master.domain.InstanceAct;
import org.slapos.master.domain.NodeMessage;
import org.slapos.master.domain.StatusReport;
import org.slapos.master.domain.Timestamp;
import org.slapos.master.http.HttpProblem;
import org.slapos.master.store.Store;
import org.slapos.slap.wire.InstanceXml;
import org.slapos.slap.wire.MalformedDocumentException;
import org.slapos.slap.wire.Value;

/** What happens to instances that exist, named by their titles. */
final class InstanceMethods {
  private static final String PARAMETERS = "connection_parameter_dict";
  private static final String REPORTED = "reported_state";
  private static final String MESSAGE = "message";
  private static final String TITLE = "title";

  private final Store store;
  private final InstantSource clock;

  InstanceMethods(Store store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  List<Method> methods() {
    return List.of(
        new Method("put.v0.software_instance_connection_parameter", Method.Group.INSTANCE, "An instance publishes its parameters",
            Shapes.ofInstance()
                .required(PARAMETERS, Shape.Members.mapOf(Shape.Anything.ANYTHING), "all of them; values become texts")
                .build(),
            Shapes.SUCCESS, this::publish),
        new Method("put.v0.software_instance_reported_state", Method.Group.INSTANCE, "The node says how an instance is",
            Shapes.ofInstance().required(REPORTED, Shapes.INSTANCE_STATE, "how it is").build(),
            Shapes.SUCCESS, this::reported),
        new Method("put.v0.software_instance_error", Method.Group.INSTANCE, "The node could not process an instance",
            Shapes.ofInstance().required(MESSAGE, Text.FREE, "why, the end of the log").build(),
            Shapes.SUCCESS, this::failed),
        new Method("put.v0.software_instance_bang", Method.Group.INSTANCE, "Something is wrong: the whole tree is processed again",
            Shapes.ofInstance().required(MESSAGE, Text.FREE, "what is wrong").build(), Shapes.SUCCESS, this::bang),
        new Method("put.v0.software_instance_title", Method.Group.INSTANCE, "Renames an instance; its members follow their root",
            Shapes.ofInstance().required(TITLE, Shapes.TITLE, "the new title").build(),
            Shapes.SUCCESS, this::rename));
  }

  private Value publish(Call call) {
    String xml;
    try {
      xml = InstanceXml.write(call.object(PARAMETERS));
    } catch (MalformedDocumentException e) {
      throw HttpProblem.badField(PARAMETERS, String.valueOf(e.getMessage()));
    }
    return act(call, new InstanceAct.Publish(xml), "Updated");
  }

  private Value reported(Call call) {
    return switch (call.text(REPORTED)) {
      case "destroyed" -> act(call, InstanceAct.ReportDestroyed.REPORT_DESTROYED, "Destroyed");
      case "stopped" -> act(call, report(call, StatusReport.State.STOPPED, ""), "Ignored");
      default -> act(call, report(call, StatusReport.State.STARTED, ""), "Ignored");
    };
  }

  private Value failed(Call call) {
    return act(call, report(call, StatusReport.State.ERROR, call.text(MESSAGE)), "Ignored");
  }

  private InstanceAct report(Call call, StatusReport.State state, String log) {
    return new InstanceAct.Report(state, call.author(), Timestamp.of(clock.instant()), StatusReport.endOf(log));
  }

  private Value bang(Call call) {
    return act(call, new InstanceAct.Bang(NodeMessage.beginOf(call.text(MESSAGE))), "Bang handled");
  }

  private Value rename(Call call) {
    return act(call, new InstanceAct.Rename(call.text(TITLE)), "Renamed");
  }

  private Value act(Call call, InstanceAct act, String done) {
    var names = InstanceGuid.parse(call.text(InstanceGuid.MEMBER));
    return switch (JsonProblems.accepted(store.execute(new Command.OnNamed(names, act), call.author()))) {
      case Answer.Awaiting(var titles) ->
          throw JsonProblems.notFound(
              "Not destroying yet because this partition has child partitions: " + String.join(", ", titles));
      case Answer.Ignored.IGNORED -> Shapes.success("Ignored");
      default -> Shapes.success(done);
    };
  }
}
