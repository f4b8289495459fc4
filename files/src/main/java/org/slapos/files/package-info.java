/** Files that several programs read, written so that a kill at any point leaves the old or the new content. */
@NullMarked
package org.slapos.files;

import org.jspecify.annotations.NullMarked;
