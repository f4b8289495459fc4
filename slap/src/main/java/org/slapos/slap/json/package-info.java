/** JSON texts as the reference writes and reads them, to and from the wire's values. */
@NullMarked
package org.slapos.slap.json;

import org.jspecify.annotations.NullMarked;
