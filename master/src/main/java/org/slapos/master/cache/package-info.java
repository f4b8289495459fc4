/**
 * The network cache server (reference: proxy.md, 9): contents by their SHA-512 and the index of entries, both plain
 * files in two folders, filled by clients and from an upstream cache.
 */
@NullMarked
package org.slapos.master.cache;

import org.jspecify.annotations.NullMarked;
