/**
 * What the Master decides, apart from doing it: commands and the rows read go in, an answer and effects come out.
 * Nothing here knows HTTP, SQL, a clock or a file.
 */
@NullMarked
package org.slapos.master.domain;

import org.jspecify.annotations.NullMarked;
