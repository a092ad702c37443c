package io.orderflow.callback;

import static io.orderflow.engine.security.AccessRule.on;

import io.orderflow.engine.security.AccessRules;
import io.orderflow.partner.CallbackUrls;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;

/** Partners have no token: they sign what they send. */
@Configuration(proxyBeanMethods = false)
class CallbackAccess {

  @Bean
  AccessRules callbackRules() {
    return AccessRules.of(
        on(HttpMethod.POST, CallbackUrls.PAYMENTS).isOpenToEverybody(),
        on(HttpMethod.POST, CallbackUrls.SHIPMENTS).isOpenToEverybody());
  }
}
