/** The user's view through a Master's HATEOAS API (reference: protocol-hateoas.md). */
@NullMarked
package org.slapos.slap.hateoas;

import org.jspecify.annotations.NullMarked;
