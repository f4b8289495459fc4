/** Log lines of a run, also kept beside the partition they are about. */
@NullMarked
package org.slapos.grid.log;

import org.jspecify.annotations.NullMarked;
