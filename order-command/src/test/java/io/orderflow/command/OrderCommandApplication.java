package io.orderflow.command;

import io.orderflow.engine.EngineModule;
import io.orderflow.web.WebModule;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;

/** The write side as a service of its own, nothing else beside it. */
@EnableAutoConfiguration
@Import({EngineModule.class, WebModule.class, OrderCommandModule.class, PunctualProcess.class})
class OrderCommandApplication {}
