package org.slapos.master.api.jsonrpc;

import org.slapos.master.api.jsonrpc.schema.MembersBuilder;
import org.slapos.master.api.jsonrpc.schema.Shape;
import org.slapos.master.api.jsonrpc.schema.Shape.Members;
import org.slapos.master.api.jsonrpc.schema.Shape.OrNull;
import org.slapos.master.api.jsonrpc.schema.Shape.Text;
import org.slapos.master.api.jsonrpc.schema.Shape.Word;
import org.slapos.slap.wire.Value;

/** The words of the API's documents that several methods use. */
final class Shapes {
  static final String COMPUTER = "computer_guid";
  static final String PARTITION = "compute_partition_id";
  static final String RELEASE = "software_release_uri";

  /** As many characters as a title may have. */
  static final int LONGEST_TITLE = 200;

  static final Text TITLE = Text.nameUpTo(LONGEST_TITLE);
  static final Word INSTANCE_STATE = Word.of("started", "stopped", "destroyed");
  static final Word INSTALLATION_STATE = Word.of("available", "destroyed");
  static final Members NO_MEMBERS = MembersBuilder.object().build();

  static final Members SUCCESS =
      MembersBuilder.named("Success")
          .required("type", Word.of("success"), "always success")
          .required("title", Text.FREE, "what was done")
          .build();

  static final Members ERROR =
      MembersBuilder.named("Error")
          .required("status", Shape.Whole.WHOLE, "the HTTP status")
          .required("type", Text.FREE, "its standard phrase")
          .required("title", Text.FREE, "what is wrong")
          .optional("field", Text.FREE, "the member of the request that is wrong")
          .build();

  static final Members CERTIFICATE =
      MembersBuilder.named("Certificate")
          .required("key", Text.FREE, "PEM; empty from a Master that issues none")
          .required("certificate", Text.FREE, "PEM; empty from a Master that issues none")
          .build();

  static final Members INSTANCE =
      MembersBuilder.named("Instance")
          .required("title", Text.FREE, "unique in its tree")
          .required(InstanceGuid.MEMBER, Text.FREE, "names it in other methods")
          .required(RELEASE, Text.FREE, "the software release it is of")
          .required("software_type", Text.FREE, "its type")
          .required("state", INSTANCE_STATE, "what it shall be")
          .required("connection_parameters", Members.mapOf(new OrNull(Text.FREE)), "what it has published")
          .required("parameters", Members.mapOf(Shape.Anything.ANYTHING), "what it was requested with")
          .required("shared", Shape.Flag.FLAG, "whether it is a shared instance")
          .required("root_instance_title", Text.FREE, "title of the root of its tree")
          .required("ip_list", new Shape.Items(new Shape.Items(Text.FREE)), "pairs of interface and address")
          .required("full_ip_list", new Shape.Items(new Shape.Items(Text.FREE)), "empty from this Master")
          .required("sla_parameters", Members.mapOf(Shape.Anything.ANYTHING), "empty from this Master")
          .required(COMPUTER, Text.FREE, "the computer it is on")
          .required(PARTITION, Text.FREE, "the partition it is in")
          .required("processing_timestamp", Shape.Whole.WHOLE, "seconds since 1970; grows when it is to be processed")
          .required("access_status_message", Text.FREE, "the last report about it, empty for none")
          .build();

  private Shapes() {}

  /** A request that names a computer and nothing else. */
  static MembersBuilder ofComputer() {
    return MembersBuilder.object().required(COMPUTER, Text.NAME, "reference of the computer");
  }

  static MembersBuilder ofInstallation() {
    return ofComputer().required(RELEASE, Text.NAME, "URL of the software release");
  }

  static MembersBuilder ofInstance() {
    return MembersBuilder.object().required(InstanceGuid.MEMBER, Text.NAME, "which instance");
  }

  /** An answer with a list of objects. */
  static Members results(Members item) {
    return MembersBuilder.object().required("result_list", new Shape.Items(item), "what was found").build();
  }

  static Value success(String title) {
    return Value.Dict.builder().put("type", "success").put("title", title).build();
  }

}
