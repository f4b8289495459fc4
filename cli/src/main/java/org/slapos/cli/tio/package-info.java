/** Commands about TioFormat files. */
@NullMarked
package org.slapos.cli.tio;

import org.jspecify.annotations.NullMarked;
