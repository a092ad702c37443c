package io.orderflow.partner.shipping.kafka;

import java.time.Duration;
import java.time.Instant;

/**
 * The same replies fail again and again.
 *
 * @param tries how many have failed in a row
 * @param reason of the last one, in a line
 * @param lastTry when that was
 */
record ConsumerStall(int tries, String reason, Instant lastTry) {

  private static final int MISHAPS = 3;
  private static final Duration LONGEST_TRY = Duration.ofMinutes(2);

  /**
   * Whether somebody should look at it. Not when nothing was tried for long: then others read what
   * could not be stored here, or nothing is left to read.
   */
  boolean lastsAt(Instant now) {
    return tries > MISHAPS && lastTry.plus(LONGEST_TRY).isAfter(now);
  }
}
