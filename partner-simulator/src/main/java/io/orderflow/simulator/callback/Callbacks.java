package io.orderflow.simulator.callback;

import io.orderflow.simulator.book.LedgerThread;
import io.orderflow.simulator.partner.PartnerBehavior;
import io.orderflow.simulator.settings.SimulatorSettings;
import java.time.Clock;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/** Sends what falls due. */
@Configuration(proxyBeanMethods = false)
public class Callbacks {

  @Bean(initMethod = "start")
  CallbackScheduler postman(
      LedgerThread ledger,
      List<PartnerBehavior> partners,
      List<CallbackTransport> couriers,
      CallbackScheduler.Post post) {
    return new CallbackScheduler(ledger, partners, couriers, post);
  }

  @Bean
  HttpCallbackTransport httpCourier(SimulatorSettings settings, Clock clock) {
    return new HttpCallbackTransport(new CallbackSigner(settings.callbackSecret()), clock);
  }

  @Bean
  CallbackScheduler.Post post(JsonMapper json, Clock clock, SimulatorSettings settings) {
    return new CallbackScheduler.Post(json, clock, settings.callbackAttempts());
  }
}
