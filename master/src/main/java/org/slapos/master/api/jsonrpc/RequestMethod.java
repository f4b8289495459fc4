package org.slapos.master.api.jsonrpc;

import static org.slapos.master.api.jsonrpc.Shapes.COMPUTER;
import static org.slapos.master.api.jsonrpc.Shapes.RELEASE;

import java.util.List;
import java.util.Optional;
import org.slapos.master.api.Caller;
import org.slapos.master.api.jsonrpc.schema.MembersBuilder;
import org.slapos.master.api.jsonrpc.schema.Shape;
import org.slapos.master.api.jsonrpc.schema.Shape.Text;
import org.slapos.master.domain.Answer;
import org.slapos.master.domain.Command;
import org.slapos.master.domain.Named;
import org.slapos.master.http.HttpProblem;
import org.slapos.master.store.Store;
import org.slapos.slap.RequestedState;
import org.slapos.slap.wire.InstanceXml;
import org.slapos.slap.wire.MalformedDocumentException;
import org.slapos.slap.wire.Marshal;
import org.slapos.slap.wire.Value;

/** {@code post.v0.software_instance}: requests for instances. */
final class RequestMethod {
  private static final String TITLE = "title";
  private static final String TYPE = "software_type";
  private static final String PARAMETERS = "parameters";
  private static final String SLA = "sla_parameters";
  private static final String DEFAULT_TYPE = "default";

  private static final Shape.Members SLA_SHAPE =
      MembersBuilder.object()
          .optional(COMPUTER, Text.OPTIONAL_NAME, "where a new instance is placed; absent: the default computer")
          .optional(InstanceGuid.MEMBER, Text.OPTIONAL_NAME, "the only instance that may host a shared one")
          .optional("network_guid", Text.FREE, "not used by this Master")
          .optional("project_guid", Text.FREE, "not used by this Master")
          .optional("retention_delay", Shape.Numeric.NUMERIC, "not used by this Master")
          .others(Text.FREE)
          .build();

  private final Store store;
  private final String defaultComputer;

  RequestMethod(Store store, String defaultComputer) {
    this.store = store;
    this.defaultComputer = defaultComputer;
  }

  List<Method> methods() {
    return List.of(
        new Method("post.v0.software_instance", Method.Group.INSTANCE,
            "Requests an instance: a new title gets a partition, a known one is changed",
            MembersBuilder.object()
                .required(TITLE, Shapes.TITLE, "unique in the tree of the caller")
                .required(RELEASE, Text.NAME, "URL of the software release")
                .required(TYPE, Text.OPTIONAL_NAME, "software type; empty means default")
                .optional(PARAMETERS, Shape.Members.mapOf(Shape.Anything.ANYTHING), "values become texts")
                .optional("shared", Shape.Flag.FLAG, "whether a shared instance is meant", new Value.Bool(false))
                .optional("state", Shapes.INSTANCE_STATE, "what it shall be", new Value.Text("started"))
                .optional(SLA, SLA_SHAPE, "where it may be")
                .build(),
            Shapes.INSTANCE, this::request));
  }

  private Value request(Call call) {
    return call.flag("shared") ? shared(call) : instance(call);
  }

  private Value instance(Call call) {
    var type = call.find(TYPE).filter(text -> !text.isEmpty());
    var command =
        new Command.RequestInstance(
            Caller.claim(call.request()), call.text(TITLE), call.text(RELEASE), type, DEFAULT_TYPE,
            parameterXml(call), computer(call), Optional.of(state(call)));
    return switch (JsonProblems.accepted(store.execute(command, call.author()))) {
      case Answer.Allocated allocated -> store.read(register -> InstanceDocument.of(allocated, register));
      default -> throw HttpProblem.internal();
    };
  }

  private Value shared(Call call) {
    var parameterXml = parameterXml(call);
    var command =
        new Command.RequestShared(
            Caller.claim(call.request()), call.text(TITLE), call.text(RELEASE), call.text(TYPE),
            Marshal.write(call.object(PARAMETERS)), computer(call), host(call),
            state(call) == RequestedState.DESTROYED);
    return switch (JsonProblems.accepted(store.execute(command, call.author()))) {
      case Answer.AllocatedShared allocated ->
          store.read(register -> InstanceDocument.of(allocated, parameterXml, register));
      default -> throw HttpProblem.internal();
    };
  }

  private static RequestedState state(Call call) {
    return call.find("state").flatMap(RequestedState::of).orElse(RequestedState.STARTED);
  }

  private static String parameterXml(Call call) {
    try {
      return InstanceXml.write(call.object(PARAMETERS));
    } catch (MalformedDocumentException e) {
      throw HttpProblem.badField(PARAMETERS, String.valueOf(e.getMessage()));
    }
  }

  private String computer(Call call) {
    return call.object(SLA).text(COMPUTER).filter(text -> !text.isEmpty()).orElse(defaultComputer);
  }

  /** A guid of this API, or one of the classic API: computer, hyphen, partition. */
  private Optional<String> host(Call call) {
    var asked = call.object(SLA).text(InstanceGuid.MEMBER).filter(text -> !text.isEmpty());
    return asked.map(guid -> InstanceGuid.find(guid).map(names -> store.read(names::find))
        .filter(Named.OfInstance.class::isInstance)
        .map(found -> ((Named.OfInstance) found).instance().place().partition())
        .orElseGet(() -> withoutComputer(guid, computer(call))));
  }

  private static String withoutComputer(String guid, String computer) {
    return guid.startsWith(computer + "-") ? guid.substring(computer.length() + 1) : guid;
  }
}
