/** The library over the classic HTTP API (reference: protocol-slap.md); {@link ClassicSlap} is the entry. */
@NullMarked
package org.slapos.slap.classic;

import org.jspecify.annotations.NullMarked;
