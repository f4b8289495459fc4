/** {@code slapos apply}: what a file wants, held against what the Master has. */
@NullMarked
package org.slapos.cli.apply;

import org.jspecify.annotations.NullMarked;
