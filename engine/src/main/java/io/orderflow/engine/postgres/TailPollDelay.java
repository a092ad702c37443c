package io.orderflow.engine.postgres;

import java.time.Duration;

/**
 * How long the event tail rests before it reads on. Axon reads on at once after each event that it
 * found, and whenever this node has appended one. Under load that is a query for every few events,
 * although processors are not woken before they have lingered. The rest grows with what was found,
 * so that under load few reads find many events, and processors get larger batches. A tail that
 * found nothing does not rest: the next event of an order alone is found at once.
 */
final class TailPollDelay {

  static final Duration LONGEST = Duration.ofMillis(20);

  private final Duration linger;
  private int found;

  /**
   * @param linger how long processors wait for more events
   */
  TailPollDelay(Duration linger) {
    this.linger = linger;
  }

  void found() {
    found++;
  }

  /** The rest that is due for what was found since the last one. */
  Duration rest() {
    var rest = linger.multipliedBy(found);
    found = 0;
    return rest.compareTo(LONGEST) < 0 ? rest : LONGEST;
  }
}
