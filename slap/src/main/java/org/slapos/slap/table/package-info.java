/** Tables in the layout that scripts cut apart. */
@NullMarked
package org.slapos.slap.table;

import org.jspecify.annotations.NullMarked;
