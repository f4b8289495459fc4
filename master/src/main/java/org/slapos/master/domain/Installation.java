package org.slapos.master.domain;

import org.slapos.slap.SoftwareRelease;

/**
 * A software release supplied to a computer.
 *
 * @param state what the node shall do with it
 */
public record Installation(String computer, String url, SoftwareRelease.State state) {}
