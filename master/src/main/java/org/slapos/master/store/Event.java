package org.slapos.master.store;

import java.util.Optional;
import org.slapos.master.domain.Timestamp;

/**
 * One change, for the record.
 *
 * @param author who caused it
 * @param command the command it came from
 * @param subject what was changed
 * @param before how it was, empty if it is new
 * @param after how it is, empty if it is gone
 */
public record Event(
    Timestamp at, String author, String command, String subject, Optional<String> before, Optional<String> after) {}
