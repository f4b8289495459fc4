package org.slapos.slap;

import java.util.List;
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
