package org.slapos.master.domain;

import java.util.Optional;

/**
 * An address of a partition.
 *
 * @param networkInterface name of the tap interface, or of the partition where it has none
 */
public record NetworkAddress(String networkInterface, String address, Optional<String> netmask) {}
