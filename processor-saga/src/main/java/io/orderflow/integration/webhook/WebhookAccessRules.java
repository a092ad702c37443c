package io.orderflow.integration.webhook;

import static io.orderflow.web.security.AccessRule.onAll;

import io.orderflow.api.Scopes;
import io.orderflow.web.admission.TrafficClass;
import io.orderflow.web.admission.TrafficRule;
import io.orderflow.web.security.AccessRules;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Webhooks tell of all orders, so they are operators' alone. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty(WebhookProperties.PREFIX + ".enabled")
class WebhookAccessRules {

  @Bean
  AccessRules webhookRules() {
    return AccessRules.of(onAll("/api/v1/webhooks/**").needsOneOf(Scopes.OPERATE));
  }

  @Bean
  TrafficRule webhookTraffic() {
    return new TrafficRule(WebhookController.PATH, TrafficClass.OPERATORS);
  }
}
