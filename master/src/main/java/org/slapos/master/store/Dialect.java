package org.slapos.master.store;

/** What differs between database systems; the typed stores use only what all of them understand. */
interface Dialect {

  /** A connection whose transactions write; the first one creates the database if there is none. */
  Session openWriter();

  /** A connection whose transactions each see one picture and change nothing. */
  Session openReader();

  /** Names the database in messages. */
  String description();
}
