/**
 * A Master over its JSON entry points ({@code /slapos.<verb>.v0.<noun>}, reference: protocol-jsonrpc.md), which
 * slapproxy has since 1.20.0. What has no entry point is refused; the classic API has it all.
 */
@NullMarked
package org.slapos.slap.jsonrpc;

import org.jspecify.annotations.NullMarked;
