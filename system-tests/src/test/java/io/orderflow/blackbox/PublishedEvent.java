package io.orderflow.blackbox;

/**
 * A public event as a receiver got it.
 *
 * @param body as it came, which is the same each time
 */
record PublishedEvent(String order, String id, String body) {}
