/** Short commands as whole processes. */
@NullMarked
package org.slapos.bench.command;

import org.jspecify.annotations.NullMarked;
