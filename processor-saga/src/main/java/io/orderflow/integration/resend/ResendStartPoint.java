package io.orderflow.integration.resend;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * From where on to send again.
 *
 * @param from a time; null if a position is named
 * @param position the number of the first event; null if a time is named
 */
record ResendStartPoint(@Nullable Instant from, @Nullable Long position) {}
