/** supervisord: its files, its daemon, its XML-RPC interface, its watchdog. */
@NullMarked
package org.slapos.grid.supervisor;

import org.jspecify.annotations.NullMarked;
