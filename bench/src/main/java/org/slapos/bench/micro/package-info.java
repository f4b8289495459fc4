/** Small benchmarks of the wire formats, for work on them; nothing to compare with. */
@NullMarked
package org.slapos.bench.micro;

import org.jspecify.annotations.NullMarked;
