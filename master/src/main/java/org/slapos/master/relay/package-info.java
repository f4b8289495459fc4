/**
 * {@code /http_proxy}: pages of instances, fetched for browsers that cannot reach them (reference: proxy.md, 9). Only
 * where instances have published that they listen: this is no open relay.
 */
@NullMarked
package org.slapos.master.relay;

import org.jspecify.annotations.NullMarked;
