/**
 * TioFormat: what nodes tell their Master about consumption (reference: tio.md). {@link org.slapos.tio.TioReader} and
 * {@link org.slapos.tio.TioWriter} are the way in and out.
 */
@NullMarked
package org.slapos.tio;

import org.jspecify.annotations.NullMarked;
