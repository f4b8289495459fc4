package org.slapos.slap;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the HATEOAS API tells of an instance tree (reference: slap-library.md, 6).
 *
 * @param news entries of the Master's news, raw texts; empty optional when the Master sends none at all
 */
public record InstanceInformation(
    String title,
    String softwareReleaseUrl,
    Optional<String> softwareType,
    Optional<String> requestedState,
    boolean shared,
    Map<String, Optional<String>> instanceParameters,
    Map<String, Optional<String>> connectionParameters,
    Optional<List<String>> news) {}
