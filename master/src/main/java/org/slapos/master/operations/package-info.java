/** What those who run a Master look at: metrics, health, the access log. */
@NullMarked
package org.slapos.master.operations;

import org.jspecify.annotations.NullMarked;
