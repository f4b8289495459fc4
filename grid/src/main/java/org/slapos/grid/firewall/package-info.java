/** Rules of the machine's firewalld for single partitions. */
@NullMarked
package org.slapos.grid.firewall;

import org.jspecify.annotations.NullMarked;
