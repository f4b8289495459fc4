/** The Master: who may have what, where. {@link org.slapos.master.Master} starts and stops it. */
@NullMarked
package org.slapos.master;

import org.jspecify.annotations.NullMarked;
