package org.slapos.grid.agent;

import java.util.Map;

/**
 * What is counted on the node when somebody asks.
 *
 * @param services number of processes by supervisord's state
 * @param promisesKept promises whose last result is good, by partition
 * @param promisesFailing the others, by partition
 */
public record NodeFacts(
    Map<String, Integer> services, Map<String, Integer> promisesKept, Map<String, Integer> promisesFailing) {
  public NodeFacts {
    services = Map.copyOf(services);
    promisesKept = Map.copyOf(promisesKept);
    promisesFailing = Map.copyOf(promisesFailing);
  }
}
