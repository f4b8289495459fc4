/** What the commands tell about themselves. */
@NullMarked
package org.slapos.cli.help;

import org.jspecify.annotations.NullMarked;
