/** {@code slapos console}: a Python or a Java shell with a connection to the Master. */
@NullMarked
package org.slapos.cli.console;

import org.jspecify.annotations.NullMarked;
