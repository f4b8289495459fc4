/** {@code slapos node collect}: measures the machine and its partitions once, for people, promises and reports. */
@NullMarked
package org.slapos.collect;

import org.jspecify.annotations.NullMarked;
