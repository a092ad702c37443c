package io.orderflow.integration.webhook;

import io.orderflow.engine.EngineModule;
import io.orderflow.web.WebModule;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Import;

/** The engine, the HTTP edge and webhooks; orders' events come from the test. */
@EnableAutoConfiguration
@Import({EngineModule.class, WebModule.class})
@ComponentScan
class WebhookApplication {}
