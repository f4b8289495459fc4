/** Measures the product beside the reference: whole programs, in one run, their outputs checked. */
@NullMarked
package org.slapos.bench;

import org.jspecify.annotations.NullMarked;
