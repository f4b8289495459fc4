/** The managers that come with the product. */
@NullMarked
package org.slapos.grid.manager.builtin;

import org.jspecify.annotations.NullMarked;
