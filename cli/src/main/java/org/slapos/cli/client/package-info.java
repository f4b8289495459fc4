/** Commands of those who request instances. */
@NullMarked
package org.slapos.cli.client;

import org.jspecify.annotations.NullMarked;
