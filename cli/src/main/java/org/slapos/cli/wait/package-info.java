/** Waiting until the Master and a node have done what was ordered ({@code --wait}). */
@NullMarked
package org.slapos.cli.wait;

import org.jspecify.annotations.NullMarked;
