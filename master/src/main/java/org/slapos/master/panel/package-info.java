/** The pages of {@code /panel/}: what the Master knows, to look at in a browser. Nothing can be changed there. */
@NullMarked
package org.slapos.master.panel;

import org.jspecify.annotations.NullMarked;
