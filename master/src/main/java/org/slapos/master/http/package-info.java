/**
 * HTTP as the Master needs it: requests and responses as records, handlers as plain functions. Only {@link
 * org.slapos.master.http.HttpServer} knows which server is underneath.
 */
@NullMarked
package org.slapos.master.http;

import org.jspecify.annotations.NullMarked;
