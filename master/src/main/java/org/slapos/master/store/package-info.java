/**
 * Keeps what the Master knows: plain JDBC over SQLite, SQL in text blocks behind one typed store per noun, one writer
 * that commits before anybody is answered, readers that each see one consistent picture.
 */
@NullMarked
package org.slapos.master.store;

import org.jspecify.annotations.NullMarked;
