/** Commands of the built-in Master. */
@NullMarked
package org.slapos.cli.proxy;

import org.jspecify.annotations.NullMarked;
