package org.slapos.master.store;

import org.slapos.master.domain.Timestamp;

/** Who has something written, and when. */
record Authorship(String author, Timestamp at) {}
