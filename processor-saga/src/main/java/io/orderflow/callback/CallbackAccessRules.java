package io.orderflow.callback;

import static io.orderflow.web.security.AccessRule.on;

import io.orderflow.partner.CallbackUrlProperties;
import io.orderflow.web.admission.TrafficClass;
import io.orderflow.web.admission.TrafficRule;
import io.orderflow.web.security.AccessRules;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;

/** Partners have no token: they sign their callbacks. */
@Configuration(proxyBeanMethods = false)
class CallbackAccessRules {

  @Bean
  AccessRules callbackRules() {
    return AccessRules.of(
        on(HttpMethod.POST, CallbackUrlProperties.PAYMENTS).isOpenToEverybody(),
        on(HttpMethod.POST, CallbackUrlProperties.SHIPMENTS).isOpenToEverybody());
  }

  @Bean
  TrafficRule callbackTraffic() {
    return new TrafficRule("/api/v1/callbacks/", TrafficClass.CALLBACKS);
  }
}
