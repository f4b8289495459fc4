/** Where messages go: the terminal and the log file. */
@NullMarked
package org.slapos.cli.log;

import org.jspecify.annotations.NullMarked;
