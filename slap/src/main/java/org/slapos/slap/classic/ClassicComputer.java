package org.slapos.slap.classic;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slapos.slap.Certificate;
import org.slapos.slap.Computer;
import org.slapos.slap.ComputerInformation;
import org.slapos.slap.ComputerListing;
import org.slapos.slap.ComputerPartition;
import org.slapos.slap.NotFoundException;
import org.slapos.slap.SoftwareRelease;
import org.slapos.slap.SoftwareRelease.State;
import org.slapos.slap.hateoas.Navigator;
import org.slapos.slap.http.Form;
import org.slapos.slap.http.HttpAnswer;
import org.slapos.slap.wire.MalformedDocumentException;
import org.slapos.slap.wire.Value;

/** A computer; what it holds is asked for once. */
final class ClassicComputer implements Computer {
  private static final String LISTING = "getFullComputerInformation";
  private static final int NOT_MODIFIED = 304;

  private final MasterCalls master;
  private final Partitions partitions;
  private final Supplier<Navigator> navigator;
  private final String id;
  private final Once<Holdings> holdings = new Once<>(this::ask);

  ClassicComputer(MasterCalls master, Partitions partitions, Supplier<Navigator> navigator, String id) {
    this.master = master;
    this.partitions = partitions;
    this.navigator = navigator;
    this.id = id;
  }

  private record Holdings(List<SoftwareRelease> releases, List<ComputerPartition> partitions) {}

  @Override
  public String id() {
    return id;
  }

  @Override
  public List<SoftwareRelease> softwareReleases() {
    return holdings.get().releases();
  }

  @Override
  public List<ComputerPartition> partitions() {
    return holdings.get().partitions();
  }

  @Override
  public ComputerListing listing(Optional<String> knownTag) {
    var answer = answer(knownTag);
    return answer.status() == NOT_MODIFIED && knownTag.isPresent()
        ? new ComputerListing.Unchanged()
        : new ComputerListing.Current(answer.header("ETag"), answer.text(), partitionsIn(answer.body()));
  }

  @Override
  public List<ComputerPartition> partitionsIn(String document) {
    return partitionsIn(document.getBytes(StandardCharsets.UTF_8));
  }

  private List<ComputerPartition> partitionsIn(byte[] document) {
    var value = master.value(LISTING, document);
    return partitions.read(LISTING, () -> listed(WireObjects.attributes(value)));
  }

  private Holdings ask() {
    var value = master.value(LISTING, answer(Optional.empty()).body());
    return partitions.read(LISTING, () -> {
      var attributes = WireObjects.attributes(value);
      return new Holdings(
          WireObjects.list(attributes.get("_software_release_list")).stream().map(this::release).toList(),
          listed(attributes));
    });
  }

  private List<ComputerPartition> listed(Value.Dict attributes) {
    return WireObjects.list(attributes.get("_computer_partition_list")).stream()
        .<ComputerPartition>map(partitions::listed)
        .toList();
  }

  private HttpAnswer answer(Optional<String> knownTag) {
    if (id.isEmpty()) {
      throw new NotFoundException("A computer without id has neither partitions nor software releases");
    }
    try {
      return master.getIfChanged(LISTING, form(), knownTag);
    } catch (NotFoundException _) {
      // The older name of the same call.
      return master.getIfChanged("getComputerInformation", form(), knownTag);
    }
  }

  private SoftwareRelease release(Value value) {
    if (!(value instanceof Value.Instance object)) {
      throw new MalformedDocumentException("an object was expected in _software_release_list");
    }
    var url = WireObjects.text(object, "_software_release", 0)
        .orElseThrow(() -> new MalformedDocumentException("a software release without URL"));
    var computer = WireObjects.text(object, "_computer_guid", 1).or(() -> Optional.of(id));
    var word = WireObjects.attributes(object).text("_requested_state").orElse(State.AVAILABLE.wireName());
    var state = State.of(word)
        .orElseThrow(() -> new MalformedDocumentException("unknown state '" + word + "' of software release " + url));
    return new ClassicSoftwareRelease(
        master, url, computer, state, WireObjects.attributes(object).text("_known_state"));
  }

  @Override
  public Value.Dict status() {
    var answer = master.getValue("getComputerStatus", form());
    return partitions.read("getComputerStatus", () -> WireObjects.dict(answer));
  }

  @Override
  public ComputerInformation information() {
    return navigator.get().computer(id);
  }

  @Override
  public Certificate generateCertificate() {
    var call = "generateComputerCertificate";
    return Certificates.read(master, call, calls -> calls.postValue(call, form()));
  }

  @Override
  public void revokeCertificate() {
    var _ = master.post("revokeComputerCertificate", form());
  }

  @Override
  public void reportUsage(String consumptionXml) {
    if (!consumptionXml.isEmpty()) {
      var _ = master.post("useComputer", form().with("use_string", consumptionXml));
    }
  }

  @Override
  public String updateConfiguration(String computerXml) {
    return master.post("loadComputerConfigurationFromXML", Form.of("xml", computerXml)).text();
  }

  @Override
  public void bang(String message) {
    var _ = master.post("computerBang", form().with("message", message));
  }

  private Form form() {
    return Form.of("computer_id", id);
  }

  @Override
  public String toString() {
    return "Computer[" + id + "]";
  }
}
