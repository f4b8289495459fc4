/** Our Master and the reference's slapproxy get the same calls and have to answer and know the same. */
@NullMarked
package org.slapos.interop.beside;

import org.jspecify.annotations.NullMarked;
