/** Children of the agent: how they are started, as whom, watched and ended. */
@NullMarked
package org.slapos.grid.process;

import org.jspecify.annotations.NullMarked;
