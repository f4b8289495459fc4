/** What commands declare, as data: for completion and manual pages. */
@NullMarked
package org.slapos.cli.spec;

import org.jspecify.annotations.NullMarked;
