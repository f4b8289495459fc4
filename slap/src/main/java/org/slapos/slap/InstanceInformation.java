package org.slapos.slap;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slapos.slap.wire.Value;

/**
 * What the HATEOAS API tells of an instance tree (reference: slap-library.md, 6).
 *
 * @param news what the Master last heard of each instance, as it sends it: {@code text} ({@code #access ...} or {@code
 *     #error ...}), {@code user}, {@code created_at}, ...; empty optional for a Master that keeps no news
 */
public record InstanceInformation(
    String title,
    String softwareReleaseUrl,
    Optional<String> softwareType,
    Optional<String> requestedState,
    boolean shared,
    Map<String, Optional<String>> instanceParameters,
    Map<String, Optional<String>> connectionParameters,
    Optional<List<Value.Dict>> news) {}
