package org.slapos.cli.apply;

import org.slapos.slap.SoftwareRelease;

/** A release that a computer shall have, or not. */
record WantedRelease(String url, String computer, SoftwareRelease.State state) {}
