/** Finds and follows everything that is logged about a partition. */
@NullMarked
package org.slapos.grid.logs;

import org.jspecify.annotations.NullMarked;
