/**
 * What JSON documents of the API look like: declared once, checked on every request, and written out as JSON Schema
 * for clients.
 */
@NullMarked
package org.slapos.master.api.jsonrpc.schema;

import org.jspecify.annotations.NullMarked;
