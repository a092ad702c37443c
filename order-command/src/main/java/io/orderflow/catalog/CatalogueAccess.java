package io.orderflow.catalog;

import static io.orderflow.engine.security.AccessRule.on;
import static io.orderflow.engine.security.AccessRule.onAll;

import io.orderflow.engine.security.AccessRules;
import io.orderflow.engine.security.Scope;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;

/** Who may buy must see what there is; who keeps the catalogue is an operator. */
@Configuration(proxyBeanMethods = false)
class CatalogueAccess {

  @Bean
  AccessRules catalogueRules() {
    return AccessRules.of(
        on(HttpMethod.GET, "/api/v1/products/**").needsAnyToken(),
        onAll("/api/v1/products/**").needsOneOf(Scope.OPERATE));
  }
}
