package io.orderflow.callback;

import io.orderflow.inbox.InboxConfiguration;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The callback endpoints, and the inbox behind them. */
@Configuration(proxyBeanMethods = false)
@Import(InboxConfiguration.class)
@ComponentScan(basePackageClasses = CallbackConfiguration.class)
class CallbackConfiguration {}
