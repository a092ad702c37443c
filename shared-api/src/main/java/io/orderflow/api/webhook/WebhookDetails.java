package io.orderflow.api.webhook;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A webhook with a page of its log.
 *
 * @param webhook null if there is no such one; everything else is empty then
 * @param deliveries the newest first
 * @param next asks for the next of them; null at the end
 */
public record WebhookDetails(
    @Nullable WebhookStatus webhook, List<WebhookDelivery> deliveries, @Nullable Long next) {

  public WebhookDetails {
    deliveries = List.copyOf(deliveries);
  }
}
