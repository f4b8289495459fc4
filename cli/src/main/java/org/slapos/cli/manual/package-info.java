/** Files for the system: manual pages and completion scripts, made at build time of what the commands declare. */
@NullMarked
package org.slapos.cli.manual;

import org.jspecify.annotations.NullMarked;
