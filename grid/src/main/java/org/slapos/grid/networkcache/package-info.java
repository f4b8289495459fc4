/**
 * The network cache: an index of signed entries (<i>shadir</i>) and contents by their SHA-512 (<i>shacache</i>), as the
 * reference's {@code slapos.libnetworkcache} speaks to them (reference: node-misc.md, 7).
 *
 * <p>{@link org.slapos.grid.networkcache.NetworkCache} is the client; {@link org.slapos.grid.networkcache.CacheKey}
 * makes the keys; {@link org.slapos.grid.networkcache.TrustedSigners} and {@link
 * org.slapos.grid.networkcache.SigningKey} decide who is believed.
 */
@NullMarked
package org.slapos.grid.networkcache;

import org.jspecify.annotations.NullMarked;
