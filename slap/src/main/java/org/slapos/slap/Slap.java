package org.slapos.slap;

import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * The entry to a Master. Thread-safe, as all objects that come from it are; none holds a connection, so there is nothing
 * to close.
 *
 * <pre>{@code
 * Slap slap = ClassicSlap.connect(ConnectionSettings.of("http://127.0.0.1:5000/"));
 * String release = slap.softwareProducts().get("kvm");
 * slap.registerSupply().supply(release, "COMP-1", SoftwareRelease.State.AVAILABLE);
 * ComputerPartition kvm = slap.registerOpenOrder().request(InstanceRequest.of(release, "mykvm"));
 * System.out.println(kvm.state());
 * }</pre>
 *
 * All calls throw {@link SlapException}s.
 */
public interface Slap {

  OpenOrder registerOpenOrder();

  Supply registerSupply();

  /** A software release that is supplied to no known computer; asks nobody. */
  SoftwareRelease registerSoftwareRelease(String softwareReleaseUrl);

  /** Does not ask the Master yet. */
  Computer registerComputer(String computerId);

  /** Does not ask the Master yet. */
  ComputerPartition registerComputerPartition(String computerId, String partitionId);

  /** Changes of what the computer shall hold; asks nobody yet. */
  ChangeFeed changesOfComputer(String computerId);

  /**
   * Changes of an instance: requested state, parameters, what it published and how it was reported; asks nobody yet.
   *
   * @param instanceGuid as {@link ComputerPartition} has it; of a shared instance: the id of its host's computer, a
   *     hyphen and the reference under which the host knows it ({@code COMP-0-_title} when a user asked for it)
   */
  ChangeFeed changesOfInstance(String instanceGuid);

  /** {@code GET getSoftwareReleaseListFromSoftwareProduct}: the product's releases, best first. */
  List<String> softwareReleasesOfProduct(String softwareProductReference);

  /** {@code GET getSoftwareReleaseListFromSoftwareProduct}: the releases of that release's product, best first. */
  List<String> softwareReleasesOfSameProduct(String softwareReleaseUrl);

  /**
   * {@code GET getHateoasUrl}, unless the settings name the URL; asked once, failures are not kept. Empty for a Master
   * without HATEOAS API.
   */
  Optional<String> hateoasUrl();

  /** Tokens to register computers with; asks nobody yet. */
  Token registerToken();

  /** Software products by name; asks nobody yet. */
  default SoftwareProductCollection softwareProducts() {
    return new SoftwareProductCollection(this);
  }

  /** The user's instance trees, title to software release URL, through the HATEOAS API, in the Master's order. */
  SequencedMap<String, String> openOrders();

  /** The user's computers, reference to title, through the HATEOAS API, in the Master's order. */
  SequencedMap<String, String> computers();
}
