package org.slapos.master.domain;

import java.util.Optional;

/** A computer as its last format described it. */
public record Computer(String reference, Optional<String> address, Optional<String> netmask) {}
