/** Completion of command lines in shells. */
@NullMarked
package org.slapos.cli.complete;

import org.jspecify.annotations.NullMarked;
