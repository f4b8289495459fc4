/**
 * The {@code slapos} command. {@link org.slapos.cli.Main} finds the command in {@link org.slapos.cli.CommandTable}, gives
 * it its options and turns what goes wrong into one line and an exit status. Commands are thin: they read options and
 * configuration, call one library method and print its result.
 */
@NullMarked
package org.slapos.cli;

import org.jspecify.annotations.NullMarked;
