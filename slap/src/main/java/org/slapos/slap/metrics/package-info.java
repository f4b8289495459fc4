/** What programs of SlapOS tell of themselves to Prometheus. */
@NullMarked
package org.slapos.slap.metrics;

import org.jspecify.annotations.NullMarked;
