package org.slapos.master.api.classic;

import java.util.Optional;
import org.slapos.master.api.Caller;
import org.slapos.master.domain.Claim;
import org.slapos.master.http.Fields;
import org.slapos.master.http.HttpProblem;
import org.slapos.master.http.Request;
import org.slapos.slap.RequestedState;
import org.slapos.slap.wire.Value;

/**
 * The form of a request for an instance, checked (reference: protocol-slap.md, 6).
 *
 * @param softwareType as sent, may be empty
 * @param defaultType what an empty type means to this client
 * @param state empty leaves an existing instance as it is
 */
record RequestForm(
    Claim claim,
    String title,
    String softwareRelease,
    String softwareType,
    String defaultType,
    Value.Dict parameters,
    Value.Dict filter,
    Optional<RequestedState> state,
    boolean shared) {

  static RequestForm read(Request request, Fields form) {
    boolean old = Caller.isOld(request);
    return new RequestForm(
        Caller.claim(request, form),
        old ? form.find("partition_reference").orElse("") : form.get("partition_reference"),
        form.get("software_release"),
        old ? form.find("software_type").orElse("") : form.get("software_type"),
        old ? "RootSoftwareInstance" : "default",
        dictionary(form, "partition_parameter_xml"),
        dictionary(form, "filter_xml"),
        state(form.get("state")),
        form.find("shared_xml").filter(RequestForm::isTrue).isPresent());
  }

  /** A text of the filter; empty when it is absent or empty. */
  Optional<String> filter(String key) {
    return filter.text(key).filter(text -> !text.isEmpty());
  }

  private static Value.Dict dictionary(Fields form, String field) {
    return form.find(field).map(xml -> MarshalledField.dictionary(field, xml)).orElse(Value.Dict.EMPTY);
  }

  private static Optional<RequestedState> state(String xml) {
    return switch (MarshalledField.read("state", xml)) {
      case Value.None.NONE -> Optional.empty();
      case Value.Text(var word) when word.isEmpty() -> Optional.empty();
      case Value.Text(var word) ->
          Optional.of(
              RequestedState.of(word)
                  .orElseThrow(() -> HttpProblem.badField("state", "neither started, stopped nor destroyed")));
      default -> throw HttpProblem.badField("state", "not a text");
    };
  }

  private static boolean isTrue(String xml) {
    return switch (MarshalledField.read("shared_xml", xml)) {
      case Value.Bool(var value) -> value;
      case Value.Int(var number) -> number.signum() != 0;
      case Value.None.NONE -> false;
      default -> throw HttpProblem.badField("shared_xml", "not a boolean");
    };
  }
}
