/** Commands that write configuration files. */
@NullMarked
package org.slapos.cli.configure;

import org.jspecify.annotations.NullMarked;
