/** Ends a Java process at any of its writes, renames, child processes and connections, and tells how many there are. */
@NullMarked
package org.slapos.fakes.crash;

import org.jspecify.annotations.NullMarked;
