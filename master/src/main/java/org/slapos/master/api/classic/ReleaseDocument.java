package org.slapos.master.api.classic;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.slapos.master.domain.Installation;
import org.slapos.master.domain.StatusReport;
import org.slapos.slap.wire.Value;

/** A release as nodes read it: an object of class SoftwareRelease (reference: protocol-slap.md, 4.3). */
final class ReleaseDocument {
  private ReleaseDocument() {}

  static Value of(String url, String computer) {
    return document(url, computer, attributes(url, computer));
  }

  /**
   * A supplied release.
   *
   * @param known what its node last said of it; in an attribute that old Masters had and clients may look at
   */
  static Value of(Installation installation, Optional<StatusReport.State> known) {
    var attributes =
        attributes(installation.url(), installation.computer())
            .put("_requested_state", installation.state().wireName());
    known.ifPresent(state -> attributes.put("_known_state", state.name().toLowerCase(Locale.ROOT)));
    return document(installation.url(), installation.computer(), attributes);
  }

  private static Value.Dict.Builder attributes(String url, String computer) {
    return Value.Dict.builder()
        .put("_computer_guid", computer)
        .put("_software_instance_list", new Value.ListValue(List.of()))
        .put("_software_release", url);
  }

  private static Value document(String url, String computer, Value.Dict.Builder attributes) {
    return new Value.Instance(
        Value.SlapClass.SOFTWARE_RELEASE,
        List.of(new Value.Text(url), new Value.Text(computer)),
        Optional.of(attributes.build()));
  }
}
