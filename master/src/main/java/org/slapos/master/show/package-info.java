/** What {@code proxy show} prints: the contents of a database, laid out so that scripts can go on reading it. */
@NullMarked
package org.slapos.master.show;

import org.jspecify.annotations.NullMarked;
