package org.slapos.grid.agent;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the agent does now.
 *
 * @param master {@code connecting}, {@code watching}, {@code unsupported} (it has no change feed) or {@code unreachable}
 * @param masterDetail why it is not reached
 */
public record AgentState(
    Instant startedAt, Instant now, String master, Optional<String> masterDetail, List<JobState> jobs) {
  public AgentState {
    jobs = List.copyOf(jobs);
  }
}
