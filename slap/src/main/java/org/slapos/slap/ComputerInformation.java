package org.slapos.slap;

/** What the HATEOAS API tells of a computer. */
public record ComputerInformation(String reference, String title) {}
