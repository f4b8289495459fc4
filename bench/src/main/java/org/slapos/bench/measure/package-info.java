/** Rounds, quantities and what is made of them. */
@NullMarked
package org.slapos.bench.measure;

import org.jspecify.annotations.NullMarked;
