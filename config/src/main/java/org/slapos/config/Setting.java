package org.slapos.config;

/** A value as text and where it comes from. */
public record Setting(String value, Origin origin) {}
