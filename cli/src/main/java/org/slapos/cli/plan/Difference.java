package org.slapos.cli.plan;

/**
 * One value that would change.
 *
 * @param what such as {@code state} or {@code parameters.port}
 * @param before empty text if there is none
 * @param after empty text if there would be none
 */
public record Difference(String what, String before, String after) {}
