package org.slapos.master.store;

/** What differs between database systems; the typed stores use only what all of them understand. */
interface Dialect {

  /** A new connection; the first one creates the database if there is none. */
  Session open();

  /** Begins the only write transaction. */
  String beginWrite();

  /** Begins a transaction whose reads all see the same picture. */
  String beginRead();

  /** Names the database in messages. */
  String description();
}
