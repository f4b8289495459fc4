/** What would change on the Master: wishes and facts in, changes out; nothing here asks or tells anybody. */
@NullMarked
package org.slapos.cli.plan;

import org.jspecify.annotations.NullMarked;
