/** The resident agent: all passes on their schedules in one process, woken by the Master's changes. */
@NullMarked
package org.slapos.grid.agent;

import org.jspecify.annotations.NullMarked;
