/** The pass over software releases. */
@NullMarked
package org.slapos.grid.software;

import org.jspecify.annotations.NullMarked;
