package io.orderflow.integration.notification;

import java.time.Instant;

/**
 * A notification that the service has accepted.
 *
 * @param id by which the service knows it
 * @param at when its answer came
 */
record SentNotification(Notification notification, String id, Instant at) {}
