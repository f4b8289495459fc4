/** The report. */
@NullMarked
package org.slapos.bench.table;

import org.jspecify.annotations.NullMarked;
