package org.slapos.cli.apply;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.slapos.cli.client.ParameterCheck;
import org.slapos.cli.client.ReleaseTypes;
import org.slapos.cli.client.RequestParameters;
import org.slapos.cli.client.SoftwareUrl;
import org.slapos.cli.schema.ReleaseSchema;
import org.slapos.cli.schema.Serialisation;
import org.slapos.slap.InstanceRequest;
import org.slapos.slap.Slap;
import org.slapos.slap.wire.InstanceXml;
import org.slapos.slap.wire.Value;

/** Makes requests of the services of a file: products looked up, parameters serialised and checked. */
final class ServiceRequests {
  private final Slap slap;
  private final ReleaseTypes types;
  private final ParameterCheck check;

  ServiceRequests(Slap slap, ReleaseTypes types, ParameterCheck check) {
    this.slap = slap;
    this.types = types;
    this.check = check;
  }

  SequencedMap<String, InstanceRequest> of(ApplyFile file) {
    var requests = new LinkedHashMap<String, InstanceRequest>();
    for (var service : file.services()) {
      requests.put(service.reference(), request(service, file));
    }
    return requests;
  }

  private InstanceRequest request(WantedService service, ApplyFile file) {
    String url = SoftwareUrl.resolve(service.software(), slap);
    Optional<ReleaseSchema.Type> type = types.find(url, service.type());
    Optional<Serialisation> serialisation = service.serialisation()
        .or(() -> type.flatMap(ReleaseSchema.Type::serialisation))
        .or(() -> isFlat(service.parameters()) ? Optional.of(Serialisation.XML) : Optional.empty());
    var document = file.document().part(service.path(), service.parameters());
    var parameters = RequestParameters.ofFile(document, serialisation, url);
    check.check(url, type, parameters);
    return new InstanceRequest(
        url,
        service.type(),
        service.reference(),
        Value.Dict.ofTexts(texts(parameters.sent())),
        Value.Dict.ofTexts(service.filter()),
        service.state(),
        service.shared());
  }

  /** Whether names and texts can hold it. */
  private static boolean isFlat(Value.Dict parameters) {
    return parameters.entries().values().stream()
        .noneMatch(value -> value instanceof Value.Dict || value instanceof Value.ListValue);
  }

  /** A Master keeps texts; to send them keeps a second run from seeing a difference. */
  private static Map<String, String> texts(Value.Dict sent) {
    var texts = new LinkedHashMap<String, String>();
    sent.entries().forEach((name, value) -> {
      if (name instanceof Value.Text(String text)) {
        texts.put(text, InstanceXml.notation(value));
      }
    });
    return texts;
  }
}
