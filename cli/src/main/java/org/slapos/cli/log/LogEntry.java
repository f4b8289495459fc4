package org.slapos.cli.log;

import java.time.Instant;
import java.util.Optional;
import org.slf4j.event.Level;

/** Something that was logged, its message complete. */
record LogEntry(Instant time, Level level, String logger, String message, Optional<Throwable> cause) {}
