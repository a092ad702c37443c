package io.orderflow.attention;

import static io.orderflow.web.security.AccessRule.onAll;

import io.orderflow.api.Scopes;
import io.orderflow.web.security.AccessRules;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Only operators may settle what an order waits for. */
@Configuration(proxyBeanMethods = false)
class AttentionAccessRules {

  @Bean
  AccessRules attentionRules() {
    return AccessRules.of(onAll("/api/v1/admin/**").needsOneOf(Scopes.OPERATE));
  }
}
