/** The private Python environment with supervisord and zc.buildout. */
@NullMarked
package org.slapos.grid.python;

import org.jspecify.annotations.NullMarked;
