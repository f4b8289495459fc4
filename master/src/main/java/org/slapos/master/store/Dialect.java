package org.slapos.master.store;

import java.time.Instant;
import java.util.Set;
import org.slapos.master.domain.Watched;

/** What differs between database systems; the typed stores use only what all of them understand. */
interface Dialect {

  /**
   * A connection whose transactions write; at most one such transaction is open at a time, in all processes, and each
   * sees what all before it wrote. The first connection creates the database if there is none and that is possible.
   */
  Session openWriter();

  /** A connection whose transactions each see one picture and change nothing. */
  Session openReader();

  /** How many readers may work at once. */
  int mostReaders();

  /** Whether other processes write too, so that only the database knows what is current. */
  boolean shared();

  /** Has other processes told what the open transaction changed, once it is committed. */
  void announce(Set<Watched> changed, Session writer);

  /** Passes on what other processes announce until it is closed. */
  AutoCloseable listen(ChangeListener listener);

  /** Whether there is a table of that name. */
  boolean has(String table, Session session);

  /** What the database takes of the disk, in bytes. */
  long size(Session reader);

  /** Keeps a copy of everything before a far-reaching change, where this program makes the copies. */
  void keepCopy(String why, Instant now);

  /** Names the database in messages. */
  String description();
}
