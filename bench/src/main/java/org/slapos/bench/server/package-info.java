/** The Master under load. */
@NullMarked
package org.slapos.bench.server;

import org.jspecify.annotations.NullMarked;
