package org.slapos.slap.jsonrpc;

import org.slapos.slap.InstanceRequest;
import org.slapos.slap.wire.Value;

/** The document of {@code post.v0.software_instance}. */
final class RequestDocument {
  private RequestDocument() {}

  static Value.Dict of(InstanceRequest request) {
    var document =
        Value.Dict.builder()
            .put("title", request.reference())
            .put("software_release_uri", request.softwareRelease())
            .put("software_type", request.softwareType())
            .put("parameters", request.parameters())
            .put("shared", new Value.Bool(request.shared()))
            .put("sla_parameters", request.filter());
    request.state().ifPresent(state -> document.put("state", state));
    return document.build();
  }
}
