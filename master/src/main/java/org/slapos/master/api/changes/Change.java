package org.slapos.master.api.changes;

/**
 * What a waiting client is told.
 *
 * @param cursor to wait on from here
 * @param changed whether something changed since the cursor that the client gave
 */
record Change(String cursor, boolean changed) {}
