package io.orderflow.simulator;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.orderflow.simulator.callback.Callbacks;
import io.orderflow.simulator.ledger.SimulatorRoutes;
import io.orderflow.simulator.partner.IdsAndClock;
import io.orderflow.simulator.payment.PaymentPartner;
import io.orderflow.simulator.processing.ProcessingPartner;
import io.orderflow.simulator.settings.SimulatorSettings;
import io.orderflow.simulator.shipping.ShippingPartner;
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
 * All of the simulator, wired by hand: no auto-configuration takes part, so whatever else is on the
 * class path of the process it runs in has no say here.
 */
@Configuration(proxyBeanMethods = false)
@Import({
  WebServer.class,
  PaymentPartner.class,
  ProcessingPartner.class,
  ShippingPartner.class,
  SimulatorRoutes.class,
  Callbacks.class
})
class SimulatorConfiguration {

  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }

  /** Strict in what it reads, so that a client's mistake shows at once. */
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
  IdsAndClock clerk(Clock clock) {
    return new IdsAndClock(clock, UUID::randomUUID);
  }

  @Bean
  JsonExchange wire(JsonMapper json, SimulatorSettings settings) {
    return new JsonExchange(json, settings);
  }

  @Bean
  RouterFunction<ServerResponse> routes(JsonExchange wire, List<RouteProvider> paths) {
    return SimulatorRouter.of(wire, paths);
  }
}
