package org.slapos.master.store;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a store has to do, and how it is.
 *
 * @param waitingWrites for the next commit
 * @param commits of this process
 * @param lastChange as far as it is recorded, by any process; empty for a database that was never changed
 * @param bytes of the database; empty if it does not answer
 */
public record StoreLoad(int waitingWrites, long commits, Optional<Instant> lastChange, OptionalLong bytes) {}
