/** Promises: checks that belong to a partition. */
@NullMarked
package org.slapos.grid.promise;

import org.jspecify.annotations.NullMarked;
