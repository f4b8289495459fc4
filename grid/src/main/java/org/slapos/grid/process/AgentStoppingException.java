package org.slapos.grid.process;

/** The agent was told to end (SIGTERM, SIGINT): its children were killed and nothing new is started. */
public final class AgentStoppingException extends RuntimeException {
  public AgentStoppingException() {
    super("The agent was stopped by a signal; the next run starts over here");
  }
}
