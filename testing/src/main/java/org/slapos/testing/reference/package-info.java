/** The real slapos.core, installed on demand, to test against. */
@NullMarked
package org.slapos.testing.reference;

import org.jspecify.annotations.NullMarked;
