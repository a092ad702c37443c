package io.orderflow.api.webhook;

/**
 * How many webhooks need a person.
 *
 * @param count those that have failed for five minutes, and those that orderflow has disabled
 */
public record FailingWebhooks(long count) {}
