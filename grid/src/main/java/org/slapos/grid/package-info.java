/** The node agent: brings software releases and partitions to the state the Master wants. */
@NullMarked
package org.slapos.grid;

import org.jspecify.annotations.NullMarked;
