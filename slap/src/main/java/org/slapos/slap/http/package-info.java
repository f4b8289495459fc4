/**
 * A small HTTP/1.1 client for short-lived commands: one connection per call, nothing retried, quick to start. Its rules
 * for TLS, proxies and redirects are those of the reference's client.
 */
@NullMarked
package org.slapos.slap.http;

import org.jspecify.annotations.NullMarked;
