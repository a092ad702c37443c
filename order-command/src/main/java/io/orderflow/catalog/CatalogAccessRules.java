package io.orderflow.catalog;

import static io.orderflow.web.security.AccessRule.on;
import static io.orderflow.web.security.AccessRule.onAll;

import io.orderflow.api.Scopes;
import io.orderflow.web.security.AccessRules;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;

/** Buyers may read the catalog; operators change it. */
@Configuration(proxyBeanMethods = false)
class CatalogAccessRules {

  @Bean
  AccessRules catalogRules() {
    return AccessRules.of(
        on(HttpMethod.GET, "/api/v1/products/**").needsAnyToken(),
        onAll("/api/v1/products/**").needsOneOf(Scopes.OPERATE));
  }
}
