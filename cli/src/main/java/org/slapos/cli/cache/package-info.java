/** What the network cache holds: {@code slapos cache …} and {@code slapos cachelookup …}. */
@NullMarked
package org.slapos.cli.cache;

import org.jspecify.annotations.NullMarked;
