/** Databases of the reference's proxy, of any version, as effects on an empty database of ours. Pure. */
@NullMarked
package org.slapos.master.takeover;

import org.jspecify.annotations.NullMarked;
