package io.orderflow.simulator.callback;

import io.orderflow.simulator.ledger.LedgerThread;
import io.orderflow.simulator.partner.PartnerBehavior;
import io.orderflow.simulator.settings.SimulatorProperties;
import java.time.Clock;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/** Sends callbacks when they are due. */
@Configuration(proxyBeanMethods = false)
public class CallbackSenderConfiguration {

  @Bean(initMethod = "start")
  CallbackScheduler callbackScheduler(
      LedgerThread ledgerThread,
      List<PartnerBehavior> partners,
      List<CallbackTransport> transports,
      CallbackScheduler.Terms terms) {
    return new CallbackScheduler(ledgerThread, partners, transports, terms);
  }

  @Bean
  HttpCallbackTransport httpTransport(SimulatorProperties settings, Clock clock) {
    return new HttpCallbackTransport(new CallbackSigner(settings.callbackSecret()), clock);
  }

  @Bean
  CallbackScheduler.Terms callbackTerms(
      JsonMapper json, Clock clock, SimulatorProperties settings) {
    return new CallbackScheduler.Terms(json, clock, settings.callbackAttempts());
  }
}
