package org.slapos.cli.parameters;

/** A place in a text, both counted from 1. */
public record Position(int line, int column) {}
