package io.orderflow.web;

import io.orderflow.web.admin.AdminConfiguration;
import io.orderflow.web.admission.AdmissionConfiguration;
import io.orderflow.web.limits.LimitsConfiguration;
import io.orderflow.web.problem.ProblemConfiguration;
import io.orderflow.web.request.RequestConfiguration;
import io.orderflow.web.security.SecurityConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.PropertySource;

/**
 * The HTTP edge that every module with endpoints shares: request limits and admission control,
 * security, conditional and idempotent requests, and a problem for every answer that is not a
 * success.
 */
@Configuration(proxyBeanMethods = false)
@PropertySource("classpath:io/orderflow/web/defaults.properties")
@Import({
  LimitsConfiguration.class,
  AdmissionConfiguration.class,
  SecurityConfiguration.class,
  RequestConfiguration.class,
  ProblemConfiguration.class,
  AdminConfiguration.class
})
public class WebModule {}
