package io.orderflow.integration.webhook;

import io.orderflow.api.webhook.FailingWebhooks;
import io.orderflow.api.webhook.WebhookDetails;
import io.orderflow.api.webhook.WebhookList;
import io.orderflow.api.webhook.WebhookQuery.CountFailingWebhooks;
import io.orderflow.api.webhook.WebhookQuery.FindWebhook;
import io.orderflow.api.webhook.WebhookQuery.FindWebhooks;
import java.util.List;
import org.axonframework.queryhandling.QueryHandler;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.stereotype.Component;

/** Tells operators that webhooks are off; without it the service would seem to be away. */
@Component
@ConditionalOnBooleanProperty(
    name = WebhookProperties.PREFIX + ".enabled",
    havingValue = false,
    matchIfMissing = true)
class WebhooksOffMessageHandler {

  @QueryHandler
  WebhookList answer(FindWebhooks query) {
    return new WebhookList(false, List.of(), List.of(), null);
  }

  @QueryHandler
  WebhookDetails answer(FindWebhook query) {
    return new WebhookDetails(null, List.of(), null);
  }

  @QueryHandler
  FailingWebhooks answer(CountFailingWebhooks query) {
    return new FailingWebhooks(0);
  }
}
