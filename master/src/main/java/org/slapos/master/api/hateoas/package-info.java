/**
 * The HATEOAS documents that {@code service list|info} and {@code computer list|info} read (reference:
 * protocol-hateoas.md, 5), in the vocabularies of old and new clients.
 */
@NullMarked
package org.slapos.master.api.hateoas;

import org.jspecify.annotations.NullMarked;
