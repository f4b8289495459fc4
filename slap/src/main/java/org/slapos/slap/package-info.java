/** The SLAP client library: ask a Master for instances and computers, and report to it. */
@NullMarked
package org.slapos.slap;

import org.jspecify.annotations.NullMarked;
