/**
 * The documents of the SLAP protocol: marshalled XML and instance XML, with a strict writer (the bytes of the
 * reference) and a liberal reader.
 */
@NullMarked
package org.slapos.slap.wire;

import org.jspecify.annotations.NullMarked;
