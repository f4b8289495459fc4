/** The pass over partitions. */
@NullMarked
package org.slapos.grid.instance;

import org.jspecify.annotations.NullMarked;
