/** What the APIs have in common. */
@NullMarked
package org.slapos.master.api;

import org.jspecify.annotations.NullMarked;
