package org.slapos.tio;

import java.util.Optional;

/**
 * Who provides to whom.
 *
 * @param type such as {@code Administration} or {@code Destination}
 * @param source the provider
 * @param destination the receiver
 */
public record Arrow(String type, Optional<String> source, Optional<String> destination) {}
