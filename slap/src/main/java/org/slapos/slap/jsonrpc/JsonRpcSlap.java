package org.slapos.slap.jsonrpc;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Supplier;
import org.slapos.slap.ChangeFeed;
import org.slapos.slap.Computer;
import org.slapos.slap.ComputerPartition;
import org.slapos.slap.ConnectionSettings;
import org.slapos.slap.OpenOrder;
import org.slapos.slap.RequestRefusedException;
import org.slapos.slap.Slap;
import org.slapos.slap.SlapException;
import org.slapos.slap.SoftwareRelease;
import org.slapos.slap.Supply;
import org.slapos.slap.Token;
import org.slapos.slap.classic.ClassicSlap;
import org.slapos.slap.classic.Once;
import org.slapos.slap.classic.PartitionId;
import org.slapos.slap.classic.RequestTransaction;
import org.slapos.slap.hateoas.Navigator;
import org.slapos.slap.http.HttpUrl;
import org.slapos.slap.http.Transport;
import org.slapos.slap.wire.Value;

/** A Master over its JSON entry points. Thread-safe; holds no connection, so there is nothing to close. */
public final class JsonRpcSlap implements Slap {
  private final MethodCalls master;
  private final Partitions partitions;
  private final Slap classic;
  private final Once<String> hateoasUrl;
  private final Supplier<Navigator> navigator;

  /**
   * A Master behind any transport.
   *
   * @param masterUrl see {@link ConnectionSettings#masterUrl()}
   * @param restUrl the HATEOAS URL; asked from the Master when needed and absent
   * @param environment for {@code SLAPGRID_INSTANCE_ROOT}, under which the requests of partitions are noted
   * @throws IllegalArgumentException if the URL is none
   */
  public JsonRpcSlap(
      Transport transport, String masterUrl, Optional<String> restUrl, Map<String, String> environment) {
    this.master = new MethodCalls(transport, HttpUrl.parse(masterUrl));
    this.partitions = new Partitions(master, new RequestTransaction(environment));
    this.classic = new ClassicSlap(transport, masterUrl, restUrl, environment);
    this.hateoasUrl = new Once<>(() -> restUrl.orElseGet(this::askHateoasUrl));
    this.navigator = new Once<>(() -> new Navigator(transport, HttpUrl.parse(hateoasUrl.get())));
  }

  /**
   * Connects; asks the Master nothing yet.
   *
   * @param environment for the proxy variables and {@code SLAPGRID_INSTANCE_ROOT}, usually {@link System#getenv()}
   * @throws IllegalArgumentException if the Master's URL is none
   */
  public static JsonRpcSlap connect(ConnectionSettings settings, Map<String, String> environment) {
    return new JsonRpcSlap(
        ClassicSlap.transport(settings, environment),
        settings.masterUrl(),
        settings.restUrl().map(Object::toString),
        environment);
  }

  private String askHateoasUrl() {
    var method = "get.v0.hateoas_url";
    return partitions.read(method, () -> Documents.text(master.call(method, Value.Dict.EMPTY), "hateoas_url"));
  }

  @Override
  public Optional<String> hateoasUrl() {
    try {
      return Optional.of(hateoasUrl.get());
    } catch (SlapException _) {
      return Optional.empty();
    }
  }

  @Override
  public OpenOrder registerOpenOrder() {
    return new JsonRpcOpenOrder(partitions);
  }

  @Override
  public Supply registerSupply() {
    return (url, computerId, state) -> {
      var document =
          Value.Dict.builder()
              .put("computer_guid", computerId)
              .put("software_release_uri", url)
              .put("state", state.wireName())
              .build();
      master.call("post.v0.software_installation", document);
    };
  }

  @Override
  public SoftwareRelease registerSoftwareRelease(String softwareReleaseUrl) {
    return new JsonRpcSoftwareRelease(
        master, softwareReleaseUrl, Optional.empty(), SoftwareRelease.State.AVAILABLE);
  }

  @Override
  public Computer registerComputer(String computerId) {
    return new JsonRpcComputer(master, partitions, navigator, computerId);
  }

  @Override
  public ComputerPartition registerComputerPartition(String computerId, String partitionId) {
    return partitions.register(PartitionId.named(computerId, partitionId));
  }

  /** The feed is no JSON entry point: {@code GET changes} serves all APIs. */
  @Override
  public ChangeFeed changesOfComputer(String computerId) {
    return classic.changesOfComputer(computerId);
  }

  /** As {@link #changesOfComputer}; the feed knows instances by their partitions, which are asked for first. */
  @Override
  public ChangeFeed changesOfInstance(String instanceGuid) {
    var instance = new InstanceFacts(master.call("get.v0.software_instance", Documents.of("instance_guid", instanceGuid)));
    if (instance.shared()) {
      throw missing("the changes of a shared instance");
    }
    var place = partitions.read("get.v0.software_instance", instance::place);
    return classic.changesOfInstance(place.computerId() + "-" + place.partitionId());
  }

  @Override
  public List<String> softwareReleasesOfProduct(String softwareProductReference) {
    throw missing("software products");
  }

  @Override
  public List<String> softwareReleasesOfSameProduct(String softwareReleaseUrl) {
    throw missing("software products");
  }

  @Override
  public Token registerToken() {
    return () -> navigator.get().computerToken();
  }

  @Override
  public SequencedMap<String, String> openOrders() {
    return navigator.get().instanceTrees();
  }

  @Override
  public SequencedMap<String, String> computers() {
    return navigator.get().computers();
  }

  static RequestRefusedException missing(String what) {
    return new RequestRefusedException("The JSON entry points have none for " + what + "; use the classic API");
  }
}
