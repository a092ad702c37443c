package io.orderflow.views.status;

import static io.orderflow.web.security.AccessRule.on;
import static io.orderflow.web.security.AccessRule.onAll;

import io.orderflow.api.Scopes;
import io.orderflow.web.security.AccessRules;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;

/** Scopes for reading orders; ownership is checked by the query. */
@Configuration(proxyBeanMethods = false)
class OrderAccessRules {

  @Bean
  AccessRules orderRules() {
    return AccessRules.of(
        on(HttpMethod.GET, "/api/v1/orders").needsOneOf(Scopes.READ, Scopes.OPERATE),
        on(HttpMethod.GET, "/api/v1/orders/{id}").needsOneOf(Scopes.READ, Scopes.OPERATE),
        on(HttpMethod.GET, "/api/v1/orders/{id}/status").needsOneOf(Scopes.READ, Scopes.OPERATE),
        on(HttpMethod.GET, "/api/v1/orders/{id}/timeline").needsOneOf(Scopes.READ, Scopes.OPERATE),
        on(HttpMethod.GET, "/api/v1/orders/stream").needsOneOf(Scopes.READ, Scopes.OPERATE),
        on(HttpMethod.GET, "/api/v1/orders/{id}/stream").needsOneOf(Scopes.READ, Scopes.OPERATE),
        onAll("/api/v1/admin/**").needsOneOf(Scopes.OPERATE));
  }
}
