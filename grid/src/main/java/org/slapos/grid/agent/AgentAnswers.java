package org.slapos.grid.agent;

import java.util.function.Supplier;
import org.slapos.slap.metrics.MetricsText;

/** What the agent answers on its socket and its port: {@code /status}, {@code /metrics}, {@code /run/JOB}. */
public final class AgentAnswers {
  private final Agent agent;
  private final Supplier<NodeFacts> facts;

  public AgentAnswers(Agent agent, Supplier<NodeFacts> facts) {
    this.agent = agent;
    this.facts = facts;
  }

  /** One answer. */
  public record Answer(int status, String contentType, String body) {}

  /**
   * Answers one request.
   *
   * @param trusted whether whoever asks may also have something done
   */
  Answer to(String method, String path, boolean trusted) {
    if (method.equals("GET") && path.equals("/status")) {
      return new Answer(200, "application/json", AgentJson.of(agent.state()) + "\n");
    }
    if (method.equals("GET") && path.equals("/metrics")) {
      return new Answer(200, MetricsText.CONTENT_TYPE, AgentMetrics.of(agent.state(), facts.get()));
    }
    if (method.equals("POST") && path.startsWith("/run/") && trusted) {
      String job = path.substring("/run/".length());
      return agent.ask(job) ? plain(202, "asked for " + job) : plain(404, "there is no job '" + job + "'");
    }
    return plain(404, "there are GET /status, GET /metrics" + (trusted ? " and POST /run/JOB" : ""));
  }

  private static Answer plain(int status, String text) {
    return new Answer(status, "text/plain; charset=utf-8", text + "\n");
  }
}
