package io.orderflow.api.process;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the partners answer, as the node that was asked has seen it.
 *
 * @param node its name
 * @param since from when on: an hour ago, or the node's start
 * @param waitingCallbacks how many callbacks match no order and wait for an operator
 */
public record PartnerReport(
    String node, Instant since, List<Partner> partners, long waitingCallbacks) {

  public PartnerReport {
    partners = List.copyOf(partners);
  }

  /**
   * One partner.
   *
   * @param name as its tasks are labelled, such as {@code payment}
   * @param switchName the switch by which nothing is asked of it
   * @param hour what came of the requests of that time
   * @param minutes the same for each minute in which there was one
   * @param waiting tasks that are not done, on all nodes, at most 100,000
   * @param oldestSeconds how long the oldest of those has waited for a worker; null if none waits
   */
  public record Partner(
      String name,
      String switchName,
      Requests hour,
      List<Minute> minutes,
      long waiting,
      @Nullable Long oldestSeconds) {

    public Partner {
      minutes = List.copyOf(minutes);
    }
  }

  /**
   * Requests, undos and refunds included.
   *
   * @param answered a yes, or that the result follows
   * @param refused a definitive no
   * @param unknown no usable answer: the request may have taken effect
   * @param medianMillis half of them took at most so long, rounded up; 0 without any
   * @param slowMillis 95 of 100 took at most so long, rounded up; 0 without any
   */
  public record Requests(
      long answered, long refused, long unknown, long medianMillis, long slowMillis) {

    public long count() {
      return answered + refused + unknown;
    }
  }

  /** The requests that ended in one minute. */
  public record Minute(Instant from, Requests requests) {}
}
