/** Files of the node, written so that a kill at any point leaves the old or the new content. */
@NullMarked
package org.slapos.grid.files;

import org.jspecify.annotations.NullMarked;
