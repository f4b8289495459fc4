/** Commands of the node and its operator. */
@NullMarked
package org.slapos.cli.node;

import org.jspecify.annotations.NullMarked;
