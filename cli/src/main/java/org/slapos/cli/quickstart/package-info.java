/**
 * {@code slapos quickstart}: a complete SlapOS without root in one folder, from nothing to a running service. {@link
 * org.slapos.cli.quickstart.Quickstart} is the list of steps; each converges, so running it again repairs and continues.
 */
@NullMarked
package org.slapos.cli.quickstart;

import org.jspecify.annotations.NullMarked;
