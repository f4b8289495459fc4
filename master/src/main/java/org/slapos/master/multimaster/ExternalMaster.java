package org.slapos.master.multimaster;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.slapos.master.domain.PartitionId;
import org.slapos.slap.ConnectionSettings.Identity;
import org.slapos.slap.http.HttpUrl;

/**
 * Another Master, a section {@code [multimaster/URL]}.
 *
 * @param url exactly as configured
 * @param releases of which all requests go there ({@code software_release_list})
 * @param identity client certificate ({@code key}, {@code cert}), without which no https Master is asked
 * @param authority PEM file to verify the server with ({@code ca}); without it no server is verified
 * @param requester ask as this partition ({@code computer}, {@code partition})
 */
public record ExternalMaster(
    String url,
    Set<String> releases,
    Optional<Identity> identity,
    Optional<Path> authority,
    Optional<PartitionId> requester) {
  public ExternalMaster {
    releases = Set.copyOf(releases);
    HttpUrl.parse(url);
  }
}
