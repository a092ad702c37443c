package io.orderflow.partner.shipping.kafka;

import java.time.Duration;
import java.time.Instant;

/**
 * The same replies fail repeatedly.
 *
 * @param tries the number of failures in a row
 * @param reason the last failure, in one line
 * @param lastTry the time of the last failure
 */
record ConsumerStall(int tries, String reason, Instant lastTry) {

  private static final int TOLERATED = 3;
  private static final Duration LONGEST_TRY = Duration.ofMinutes(2);

  /**
   * Whether an operator should look at it. Not if there was no attempt for long: then other nodes
   * read the partition, or nothing is left to read.
   */
  boolean lastsAt(Instant now) {
    return tries > TOLERATED && lastTry.plus(LONGEST_TRY).isAfter(now);
  }
}
