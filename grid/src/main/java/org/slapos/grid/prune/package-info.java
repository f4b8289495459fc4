/** Removes shared parts that no software release uses any more. */
@NullMarked
package org.slapos.grid.prune;

import org.jspecify.annotations.NullMarked;
