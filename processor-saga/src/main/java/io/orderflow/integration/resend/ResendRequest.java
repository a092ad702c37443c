package io.orderflow.integration.resend;

import io.orderflow.web.problem.ProblemException;
import io.orderflow.web.request.RequestInstant;
import io.orderflow.web.request.RequestValidator;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * From where on a publisher is to send again: one of the two.
 *
 * @param from a time; what was stored at it or later
 * @param fromPosition the number of the first event, as in the positions of event processors
 */
record ResendRequest(@Nullable String from, @Nullable BigDecimal fromPosition) {

  /**
   * @param now no event is newer
   * @throws ProblemException that names every invalid field
   */
  ResendStartPoint checked(Instant now) {
    var check = new RequestValidator();
    var time = check.optional("/from", from, RequestInstant::parse);
    var position = check.optional("/fromPosition", fromPosition, ResendRequest::position);
    if (from == null && fromPosition == null) {
      check.wrong("/from", "is required, unless fromPosition is there");
    }
    if (from != null && fromPosition != null) {
      check.wrong("/fromPosition", "must not be there beside from");
    }
    if (time != null && time.isAfter(now)) {
      check.wrong("/from", "must not be in the future; it is " + now);
    }
    check.refuseIfInvalid();
    return new ResendStartPoint(time == null ? null : storable(time), position);
  }

  private static long position(BigDecimal number) {
    long position = RequestValidator.wholeNumber(number);
    if (position < 0) {
      throw new IllegalArgumentException("must not be negative");
    }
    return position;
  }

  /** Events are stored with milliseconds. One of the same millisecond may be an earlier one. */
  private static Instant storable(Instant time) {
    var cut = time.truncatedTo(ChronoUnit.MILLIS);
    return cut.equals(time) ? time : cut.plusMillis(1);
  }
}
