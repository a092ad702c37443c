package io.orderflow.simulator;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.orderflow.simulator.callback.CallbackSenderConfiguration;
import io.orderflow.simulator.control.ControlRoutes;
import io.orderflow.simulator.notification.NotificationRoutes;
import io.orderflow.simulator.partner.IdsAndClock;
import io.orderflow.simulator.payment.PaymentRoutes;
import io.orderflow.simulator.processing.ProcessingRoutes;
import io.orderflow.simulator.settings.SimulatorProperties;
import io.orderflow.simulator.shipping.ShippingRoutes;
import io.orderflow.simulator.wire.JsonExchange;
import io.orderflow.simulator.wire.RouteProvider;
import io.orderflow.simulator.wire.SimulatorRouter;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerResponse;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;

/**
 * Wires the simulator without auto-configuration, so that other libraries on the class path do not
 * affect it.
 */
@Configuration(proxyBeanMethods = false)
@Import({
  WebServerConfiguration.class,
  PaymentRoutes.class,
  ProcessingRoutes.class,
  ShippingRoutes.class,
  NotificationRoutes.class,
  ControlRoutes.class,
  CallbackSenderConfiguration.class
})
class SimulatorConfiguration {

  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }

  /** Strict, so that a client's mistake shows at once. */
  static JsonMapper json() {
    return JsonMapper.builder()
        .changeDefaultPropertyInclusion(all -> all.withValueInclusion(JsonInclude.Include.NON_NULL))
        .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
        .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
        .withCoercionConfig(
            LogicalType.Textual,
            text ->
                text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                    .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                    .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
        .withCoercionConfig(
            LogicalType.Integer,
            number -> number.setCoercion(CoercionInputShape.String, CoercionAction.Fail))
        .build();
  }

  @Bean
  IdsAndClock idsAndClock(Clock clock) {
    return new IdsAndClock(clock, UUID::randomUUID);
  }

  @Bean
  JsonExchange jsonExchange(JsonMapper json, SimulatorProperties settings) {
    return new JsonExchange(json, settings);
  }

  @Bean
  RouterFunction<ServerResponse> routes(JsonExchange http, List<RouteProvider> paths) {
    return SimulatorRouter.of(http, paths);
  }
}
