package io.orderflow.views.status;

import io.orderflow.engine.EngineModule;
import io.orderflow.engine.TestDatabase;
import io.orderflow.query.OrderQueryModule;
import io.orderflow.web.WebModule;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistry;

/** This module alone, as its own service would start it. */
@EnableAutoConfiguration
@Import({
  EngineModule.class,
  WebModule.class,
  OrderQueryModule.class,
  EventRecording.class,
  NotificationAnswers.class
})
class OrderQueryApplication {

  static void useDatabase(DynamicPropertyRegistry properties) {
    String url = TestDatabase.createUrl();
    properties.add("spring.datasource.url", () -> url);
  }
}
