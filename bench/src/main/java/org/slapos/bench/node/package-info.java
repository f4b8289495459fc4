/** The node agent with nothing to do. */
@NullMarked
package org.slapos.bench.node;

import org.jspecify.annotations.NullMarked;
