package io.orderflow.sagastore;

import java.time.Duration;

/**
 * What is left to do in a lane.
 *
 * @param tasks that are not done, on all nodes; at most {@value TaskTable#MOST_COUNTED}
 * @param oldest how long the oldest of those has waited for a worker; zero if none waits
 */
public record LaneBacklog(long tasks, Duration oldest) {

  public LaneBacklog plus(LaneBacklog other) {
    return new LaneBacklog(
        tasks + other.tasks, oldest.compareTo(other.oldest) > 0 ? oldest : other.oldest);
  }
}
