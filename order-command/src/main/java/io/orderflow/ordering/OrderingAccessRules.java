package io.orderflow.ordering;

import static io.orderflow.web.security.AccessRule.on;

import io.orderflow.web.security.AccessRules;
import io.orderflow.web.security.Scope;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;

/** Who may place and cancel orders; whose they are is asked further in. */
@Configuration(proxyBeanMethods = false)
class OrderingAccessRules {

  @Bean
  AccessRules orderingRules() {
    return AccessRules.of(
        on(HttpMethod.POST, "/api/v1/orders").needsOneOf(Scope.WRITE, Scope.WRITE_ANY),
        on(HttpMethod.POST, "/api/v1/orders/{id}/cancel")
            .needsOneOf(Scope.WRITE, Scope.WRITE_ANY, Scope.OPERATE));
  }
}
