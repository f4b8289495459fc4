/** Requests for what other Masters provide go there, and their answers come back (reference: proxy.md, 6). */
@NullMarked
package org.slapos.master.multimaster;

import org.jspecify.annotations.NullMarked;
