package org.slapos.slap;

import java.util.List;
import java.util.Optional;
import org.slapos.slap.wire.Value;

/** A node as the Master knows it, seen from the client or from the node itself. */
public interface Computer {

  /** The computer reference, such as {@code COMP-123}. */
  String id();

  /**
   * The software releases supplied to this computer, in the Master's order. The first use of this or of {@link
   * #partitions()} asks {@code GET getFullComputerInformation} (on 404 {@code getComputerInformation}); the answer is
   * kept by this object.
   */
  List<SoftwareRelease> softwareReleases();

  /** The partitions, complete, in the Master's order; see {@link #softwareReleases()}. */
  List<ComputerPartition> partitions();

  /**
   * As {@link #partitions()}, asked anew, for callers that keep the last answer: {@code If-None-Match} names it, and
   * {@link ComputerListing.Unchanged} says that it still holds. Masters without tags answer everything each time.
   *
   * @param knownTag the tag of the listing that the caller has
   */
  ComputerListing listing(Optional<String> knownTag);

  /**
   * The partitions of a kept {@link ComputerListing.Current#document()}.
   *
   * @throws SlapException if it is no such document
   */
  List<ComputerPartition> partitionsIn(String document);

  /** {@code GET getComputerStatus}: {@code user}, {@code created_at}, {@code text}, ...; a full Master only. */
  Value.Dict status();

  /** What the HATEOAS API tells of this computer. */
  ComputerInformation information();

  /** {@code POST generateComputerCertificate}; refused while another certificate is active. */
  Certificate generateCertificate();

  /** {@code POST revokeComputerCertificate}. */
  void revokeCertificate();

  /** {@code POST useComputer} with a TioFormat document; nothing is sent for an empty one. */
  void reportUsage(String consumptionXml);

  /** {@code POST loadComputerConfigurationFromXML}; the answer's body. */
  String updateConfiguration(String computerXml);

  /** {@code POST computerBang}: all partitions are processed again. */
  void bang(String message);
}
