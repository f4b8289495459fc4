package org.slapos.slap.classic;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Supplier;
import org.slapos.slap.ChangeFeed;
import org.slapos.slap.Computer;
import org.slapos.slap.ComputerPartition;
import org.slapos.slap.ConnectionSettings;
import org.slapos.slap.NotFoundException;
import org.slapos.slap.OpenOrder;
import org.slapos.slap.RequestRefusedException;
import org.slapos.slap.Slap;
import org.slapos.slap.SlapException;
import org.slapos.slap.SoftwareRelease;
import org.slapos.slap.Supply;
import org.slapos.slap.Token;
import org.slapos.slap.hateoas.Navigator;
import org.slapos.slap.http.Form;
import org.slapos.slap.http.HttpUrl;
import org.slapos.slap.http.ProxyRules;
import org.slapos.slap.http.RedirectingTransport;
import org.slapos.slap.http.RetryingTransport;
import org.slapos.slap.http.SocketTransport;
import org.slapos.slap.http.Tls;
import org.slapos.slap.http.Transport;

/** A Master over its classic HTTP API. Thread-safe; holds no connection, so there is nothing to close. */
public final class ClassicSlap implements Slap {
  private final MasterCalls master;
  private final Partitions partitions;
  private final Once<Optional<HttpUrl>> hateoasUrl;
  private final Supplier<Navigator> navigator;

  /**
   * A Master behind any transport.
   *
   * @param masterUrl see {@link ConnectionSettings#masterUrl()}
   * @param restUrl the HATEOAS URL; asked from the Master when needed and absent
   * @param environment for {@code SLAPGRID_INSTANCE_ROOT}, under which the requests of partitions are noted
   * @throws IllegalArgumentException if the URL is none
   */
  public ClassicSlap(
      Transport transport, String masterUrl, Optional<String> restUrl, Map<String, String> environment) {
    this.master = new MasterCalls(transport, HttpUrl.parse(masterUrl));
    this.partitions = new Partitions(master, new RequestTransaction(environment));
    this.hateoasUrl = new Once<>(restUrl.<Supplier<Optional<HttpUrl>>>map(url -> {
      var known = Optional.of(HttpUrl.parse(url));
      return () -> known;
    }).orElse(this::askHateoasUrl));
    this.navigator = new Once<>(() -> new Navigator(transport, requiredHateoasUrl()));
  }

  /**
   * Connects; asks the Master nothing yet.
   *
   * @param environment for the proxy variables and {@code SLAPGRID_INSTANCE_ROOT}, usually {@link System#getenv()}
   * @throws IllegalArgumentException if the Master's URL is none
   */
  public static ClassicSlap connect(ConnectionSettings settings, Map<String, String> environment) {
    return new ClassicSlap(
        transport(settings, environment),
        settings.masterUrl(),
        settings.restUrl().map(Object::toString),
        environment);
  }

  /** As {@link #connect(ConnectionSettings, Map)} with the environment of this process. */
  public static ClassicSlap connect(ConnectionSettings settings) {
    return connect(settings, System.getenv());
  }

  /** The transport that {@link #connect} uses, for calls to other places under the same rules. */
  public static Transport transport(ConnectionSettings settings, Map<String, String> environment) {
    var tls = Tls.of(settings.identity(), settings.verification());
    var once = new RedirectingTransport(
        new SocketTransport(settings.timeout(), tls, ProxyRules.fromEnvironment(environment)));
    return settings.retries().attempts() > 1 ? new RetryingTransport(once, settings.retries()) : once;
  }

  private Optional<HttpUrl> askHateoasUrl() {
    return Optional.of(HttpUrl.parse(master.get("getHateoasUrl", Form.empty()).text()));
  }

  @Override
  public Optional<String> hateoasUrl() {
    try {
      return hateoasUrl.get().map(HttpUrl::toString);
    } catch (SlapException | IllegalArgumentException e) {
      Log.of(ClassicSlap.class).debug("This Master tells no HATEOAS URL: {}", e.getMessage());
      return Optional.empty();
    }
  }

  private HttpUrl requiredHateoasUrl() {
    var unavailable = "SlapOS Master Hateoas API required for this operation is not available.";
    try {
      return hateoasUrl.get().orElseThrow(() -> new RequestRefusedException(unavailable));
    } catch (NotFoundException | IllegalArgumentException e) {
      throw new RequestRefusedException(unavailable + " (" + e.getMessage() + ")", e);
    }
  }

  @Override
  public OpenOrder registerOpenOrder() {
    return new ClassicOpenOrder(master, partitions, navigator);
  }

  @Override
  public Supply registerSupply() {
    return new ClassicSupply(master);
  }

  @Override
  public SoftwareRelease registerSoftwareRelease(String softwareReleaseUrl) {
    return new ClassicSoftwareRelease(
        master, softwareReleaseUrl, Optional.empty(), SoftwareRelease.State.AVAILABLE);
  }

  @Override
  public Computer registerComputer(String computerId) {
    return new ClassicComputer(master, partitions, navigator, computerId);
  }

  @Override
  public ComputerPartition registerComputerPartition(String computerId, String partitionId) {
    return partitions.register(PartitionId.named(computerId, partitionId));
  }

  @Override
  public ChangeFeed changesOfComputer(String computerId) {
    return new ClassicChangeFeed(master, Form.of("computer_id", computerId));
  }

  @Override
  public ChangeFeed changesOfInstance(String instanceGuid) {
    return new ClassicChangeFeed(master, Form.of("instance", instanceGuid));
  }

  @Override
  public List<String> softwareReleasesOfProduct(String softwareProductReference) {
    return releases(Form.of("software_product_reference", softwareProductReference));
  }

  @Override
  public List<String> softwareReleasesOfSameProduct(String softwareReleaseUrl) {
    return releases(Form.of("software_release_url", softwareReleaseUrl));
  }

  private List<String> releases(Form query) {
    var call = "getSoftwareReleaseListFromSoftwareProduct";
    var answer = master.getValue(call, query);
    return partitions.read(call, () -> WireObjects.texts(answer));
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
}
