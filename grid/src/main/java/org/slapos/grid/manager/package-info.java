/** Managers: plug-ins that act before and after computers, releases and partitions are processed. */
@NullMarked
package org.slapos.grid.manager;

import org.jspecify.annotations.NullMarked;
