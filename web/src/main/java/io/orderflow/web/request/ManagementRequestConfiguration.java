package io.orderflow.web.request;

import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextType;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;

/** The management port has a context of its own, without the application's filters. */
@ManagementContextConfiguration(value = ManagementContextType.CHILD, proxyBeanMethods = false)
class ManagementRequestConfiguration {

  @Bean
  FilterRegistrationBean<ContentNegotiationFilter> managementContentNegotiationFilter() {
    return RequestConfiguration.contentNegotiation();
  }
}
