/**
 * The JSON entry points {@code /slapos.<verb>.v0.<noun>} (reference: protocol-jsonrpc.md): one URL per method, a JSON
 * object in, a JSON object out, both described by the OpenAPI document at {@code /openapi.json}.
 */
@NullMarked
package org.slapos.master.api.jsonrpc;

import org.jspecify.annotations.NullMarked;
