package org.slapos.cli.apply;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slapos.cli.parameters.ParameterDocument;
import org.slapos.cli.parameters.ParameterFile;
import org.slapos.cli.parameters.ParameterFileException;
import org.slapos.cli.schema.Serialisation;
import org.slapos.slap.InstanceRequest;
import org.slapos.slap.SoftwareRelease;
import org.slapos.slap.wire.Value;

/** Reads the file of {@code slapos apply}; whatever is not understood is refused with its place. */
final class ApplyFileReader {
  private static final Set<String> RELEASE_KEYS = Set.of("url", "computer", "state");
  private static final Set<String> SERVICE_KEYS = Set.of(
      "reference", "software", "type", "state", "shared", "parameters", "node", "serialisation");
  private static final Set<String> STATES = Set.of("started", "stopped", "destroyed");

  private ApplyFileReader() {}

  /**
   * Reads the text of a file, YAML or JSON.
   *
   * @throws ParameterFileException naming line and column
   */
  static ApplyFile read(String name, String text) {
    // JSON is YAML; a name without ending is taken for YAML.
    ParameterDocument document = ParameterFile.read(name.endsWith(".json") ? name : yamlName(name), text);
    document = new ParameterDocument(name, document.content(), document.positions());
    var root = FileSection.of(document, document.content(), List.of(), Set.of("software", "services"));
    return new ApplyFile(document, software(root), services(root));
  }

  private static String yamlName(String name) {
    return name.endsWith(".yaml") || name.endsWith(".yml") ? name : name + ".yaml";
  }

  private static List<WantedRelease> software(FileSection root) {
    var releases = new ArrayList<WantedRelease>();
    List<Value> items = root.list("software");
    for (int i = 0; i < items.size(); i++) {
      List<Object> path = FileSection.below(root.pathOf("software"), i);
      var section = FileSection.of(root.document(), items.get(i), path, RELEASE_KEYS);
      var state = section.word("state", Set.of("available", "destroyed")).flatMap(SoftwareRelease.State::of);
      releases.add(new WantedRelease(
          section.required("url"),
          section.required("computer"),
          state.orElse(SoftwareRelease.State.AVAILABLE)));
    }
    return releases;
  }

  private static List<WantedService> services(FileSection root) {
    var services = new ArrayList<WantedService>();
    var references = new HashSet<String>();
    List<Value> items = root.list("services");
    for (int i = 0; i < items.size(); i++) {
      List<Object> path = FileSection.below(root.pathOf("services"), i);
      var section = FileSection.of(root.document(), items.get(i), path, SERVICE_KEYS);
      var service = service(section);
      if (!references.add(service.reference())) {
        throw FileSection.refuse(
            root.document(), section.pathOf("reference"), "the service '" + service.reference() + "' stands here twice");
      }
      services.add(service);
    }
    return services;
  }

  private static WantedService service(FileSection section) {
    return new WantedService(
        section.required("reference"),
        section.required("software"),
        section.text("type").orElse(InstanceRequest.DEFAULT_TYPE),
        section.word("state", STATES),
        section.flag("shared"),
        section.mapping("parameters"),
        section.texts("node"),
        section.word("serialisation", Set.of("xml", "json-in-xml")).flatMap(Serialisation::of),
        section.pathOf("parameters"));
  }
}
