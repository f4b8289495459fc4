package org.slapos.master.operations;

import org.slapos.master.http.HttpServer;
import org.slapos.master.store.StoreLoad;

/**
 * What the parts of a Master have to do now.
 *
 * @param waitingForChanges clients in {@code GET /changes}
 */
public record MasterLoad(HttpServer.Load http, StoreLoad store, int waitingForChanges) {}
