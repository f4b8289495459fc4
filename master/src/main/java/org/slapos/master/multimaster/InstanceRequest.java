package org.slapos.master.multimaster;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slapos.master.domain.Claim;
import org.slapos.slap.RequestedState;
import org.slapos.slap.wire.Value;

/**
 * A request for an instance as it came in.
 *
 * @param computer where it would be placed here
 * @param ownUrls under which its sender reaches this Master, without final slash
 * @param via which Masters it came through, the values of its headers {@code Via}
 */
public record InstanceRequest(
    Claim claim,
    String title,
    String softwareRelease,
    String softwareType,
    Value.Dict parameters,
    Value.Dict filter,
    Optional<RequestedState> state,
    boolean shared,
    String computer,
    Set<String> ownUrls,
    List<String> via) {

  Optional<String> masterUrl() {
    return filter.text("master_url").filter(url -> !url.isEmpty());
  }

  /** Whether its sender insists on this very Master. */
  boolean isForUs() {
    return masterUrl().map(url -> url.replaceFirst("/+$", "")).filter(ownUrls::contains).isPresent();
  }
}
