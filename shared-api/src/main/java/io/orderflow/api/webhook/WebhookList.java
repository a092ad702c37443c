package io.orderflow.api.webhook;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Webhooks, the oldest first.
 *
 * @param on whether webhooks are on at all; everything else is empty if they are not
 * @param eventTypes that a webhook may choose
 * @param next asks for the next of them; null at the end
 */
public record WebhookList(
    boolean on, List<String> eventTypes, List<WebhookStatus> items, @Nullable Long next) {

  public WebhookList {
    eventTypes = List.copyOf(eventTypes);
    items = List.copyOf(items);
  }
}
