package io.orderflow.integration.resend;

import java.time.Instant;

/**
 * What a publisher would send again.
 *
 * @param after the last position whose event is not sent again; -1 if all are
 * @param until how far the publisher was when it was made
 * @param count the public events in between
 * @param orders how many orders they are of
 * @param complete whether all were counted; there are more if not
 * @param firstAt the time of the oldest
 * @param lastAt the time of the newest
 */
record ResendPreview(
    long after,
    long until,
    long count,
    long orders,
    boolean complete,
    Instant firstAt,
    Instant lastAt) {}
