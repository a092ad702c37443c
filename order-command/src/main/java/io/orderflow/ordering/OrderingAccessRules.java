package io.orderflow.ordering;

import static io.orderflow.web.security.AccessRule.on;
import static io.orderflow.web.security.AccessRule.onAll;

import io.orderflow.api.Scopes;
import io.orderflow.web.security.AccessRules;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;

/** Scopes for placing and changing orders; ownership is checked by the handlers. */
@Configuration(proxyBeanMethods = false)
class OrderingAccessRules {

  @Bean
  AccessRules orderingRules() {
    return AccessRules.of(
        on(HttpMethod.POST, "/api/v1/orders").needsOneOf(Scopes.WRITE, Scopes.WRITE_ANY),
        on(HttpMethod.PATCH, "/api/v1/orders/{id}")
            .needsOneOf(Scopes.WRITE, Scopes.WRITE_ANY, Scopes.OPERATE),
        on(HttpMethod.POST, "/api/v1/orders/{id}/cancel")
            .needsOneOf(Scopes.WRITE, Scopes.WRITE_ANY, Scopes.OPERATE),
        onAll("/api/v1/admin/**").needsOneOf(Scopes.OPERATE));
  }
}
