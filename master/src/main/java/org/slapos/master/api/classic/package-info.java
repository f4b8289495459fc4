/**
 * The classic SLAP API over HTTP (reference: protocol-slap.md, 5 and 6): forms and query strings in, marshalled XML and
 * plain words out.
 */
@NullMarked
package org.slapos.master.api.classic;

import org.jspecify.annotations.NullMarked;
