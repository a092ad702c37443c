package io.orderflow.callback;

import io.orderflow.inbox.InboxConfiguration;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The endpoint partners call back at, and the inbox behind it. */
@Configuration(proxyBeanMethods = false)
@Import(InboxConfiguration.class)
@ComponentScan(basePackageClasses = CallbackConfiguration.class)
class CallbackConfiguration {}
