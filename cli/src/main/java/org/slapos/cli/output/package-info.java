/** What reading commands print, in the form that was asked for. */
@NullMarked
package org.slapos.cli.output;

import org.jspecify.annotations.NullMarked;
