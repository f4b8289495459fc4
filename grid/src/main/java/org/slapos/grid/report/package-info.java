/** The pass that sends consumption and empties destroyed partitions. */
@NullMarked
package org.slapos.grid.report;

import org.jspecify.annotations.NullMarked;
