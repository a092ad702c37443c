package io.orderflow.integration.webhook;

import io.orderflow.integration.webhook.WebhookDeliveries.Range;
import io.orderflow.web.problem.ProblemException;
import io.orderflow.web.request.RequestInstant;
import io.orderflow.web.request.RequestValidator;
import org.jspecify.annotations.Nullable;

/**
 * Which deliveries are repeated.
 *
 * @param from when they were stored, this instant or later
 * @param to when they were stored, before this instant
 * @param failed whether only those that were given up
 */
record RedeliveryRequest(@Nullable String from, @Nullable String to, @Nullable Boolean failed) {

  /**
   * @throws ProblemException that names every invalid field
   */
  Range checked() {
    var check = new RequestValidator();
    var begin = check.optional("/from", from, RequestInstant::parse);
    var end = check.optional("/to", to, RequestInstant::parse);
    boolean failedOnly = Boolean.TRUE.equals(failed);
    if (from == null && to == null && !failedOnly) {
      check.wrong("/failed", "must be true, or from or to must be there");
    }
    check.refuseIfInvalid();
    return new Range(begin, end, failedOnly);
  }
}
