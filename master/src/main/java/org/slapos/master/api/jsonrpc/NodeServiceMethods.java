package org.slapos.master.api.jsonrpc;

import static org.slapos.master.api.jsonrpc.Method.Group.NODE;
import static org.slapos.master.api.jsonrpc.Method.Group.SERVICE;
import static org.slapos.master.api.jsonrpc.Shapes.COMPUTER;

import java.util.List;
import org.slapos.master.api.PublicUrl;
import org.slapos.master.api.StatusDocument;
import org.slapos.master.api.UsageDocument;
import org.slapos.master.api.jsonrpc.schema.MembersBuilder;
import org.slapos.master.api.jsonrpc.schema.Shape.Text;
import org.slapos.master.domain.Command;
import org.slapos.master.domain.NodeMessage;
import org.slapos.master.store.Store;
import org.slapos.slap.wire.Value;

/** What a node may ask and tell beside its description: certificates, its usage, its status. */
final class NodeServiceMethods {
  private static final Value NO_CERTIFICATE = Value.Dict.builder().put("key", "").put("certificate", "").build();

  private static final String MESSAGE = "message";
  private static final String USAGE = "tioxml";

  private final Store store;

  NodeServiceMethods(Store store) {
    this.store = store;
  }

  List<Method> methods() {
    return List.of(
        new Method("put.v0.compute_node_bang", NODE, "Something is wrong on the whole computer",
            Shapes.ofComputer().required(MESSAGE, Text.FREE, "what is wrong").build(), Shapes.SUCCESS, this::bang),
        new Method("post.v0.compute_node_usage", NODE, "What was consumed on the computer",
            Shapes.ofComputer()
                .required(USAGE, Text.upTo(NodeMessage.LONGEST_DOCUMENT), "a TioFormat document")
                .build(),
            Shapes.SUCCESS, this::usage),
        new Method("post.v0.compute_node_certificate", NODE, "A new certificate for the computer",
            Shapes.ofComputer().build(), Shapes.CERTIFICATE, this::certificate),
        new Method("remove.v0.compute_node_certificate", NODE, "Revokes the computer's certificate",
            Shapes.ofComputer().build(), Shapes.SUCCESS, this::ignored),
        new Method("get.v0.software_instance_certificate", Method.Group.INSTANCE, "The instance's certificate",
            Shapes.ofInstance().build(), Shapes.CERTIFICATE, call -> NO_CERTIFICATE),
        new Method("get.v0.compute_node_status", NODE, "The last that was heard from the computer",
            Shapes.ofComputer().build(),
            MembersBuilder.object()
                .required("text", Text.FREE, "begins with #access, #building or #error")
                .others(Text.FREE)
                .build(),
            this::status),
        new Method("get.v0.hateoas_url", SERVICE, "Where the HATEOAS API is",
            Shapes.NO_MEMBERS,
            MembersBuilder.object().required("hateoas_url", Text.FREE, "its root document").build(),
            NodeServiceMethods::hateoasUrl));
  }

  private Value status(Call call) {
    return store.read(register -> StatusDocument.of(register.lastReport(call.text(COMPUTER)), call.text(COMPUTER)));
  }

  private Value bang(Call call) {
    return keep(call, new Command.BangComputer(call.text(COMPUTER), NodeMessage.beginOf(call.text(MESSAGE))));
  }

  private Value usage(Call call) {
    requireComputer(call);
    return keep(call, new Command.ReportUsage(call.text(COMPUTER), UsageDocument.checked(call.text(USAGE), USAGE)));
  }

  /** The reference ignores these messages, and says so; the word is kept, the messages too. */
  private Value keep(Call call, Command command) {
    requireComputer(call);
    JsonProblems.accepted(store.execute(command, call.author()));
    return Shapes.success("Ignored");
  }

  private Value ignored(Call call) {
    requireComputer(call);
    return Shapes.success("Ignored");
  }

  private Value certificate(Call call) {
    requireComputer(call);
    return NO_CERTIFICATE;
  }

  private void requireComputer(Call call) {
    store.read(
        register -> {
          NodeMethods.requireComputer(call.text(COMPUTER), register);
          return COMPUTER;
        });
  }

  private static Value hateoasUrl(Call call) {
    return Value.Dict.builder().put("hateoas_url", PublicUrl.of(call.request()) + "/hateoas/").build();
  }
}
