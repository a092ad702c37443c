package io.orderflow.console;

import io.orderflow.engine.EngineModule;
import io.orderflow.query.OrderQueryModule;
import io.orderflow.views.list.OrderRecording;
import io.orderflow.web.WebModule;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;

/** This module as its own service would start it, with a stand-in for the process. */
@EnableAutoConfiguration
@Import({
  EngineModule.class,
  WebModule.class,
  OrderQueryModule.class,
  OrderRecording.class,
  StandInProcess.class,
  StandInWebhooks.class
})
class ConsoleApplication {}
