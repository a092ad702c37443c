package io.orderflow.simulator.callback;

import io.orderflow.simulator.SimulatorSettings;
import io.orderflow.simulator.book.Bookkeeper;
import io.orderflow.simulator.partner.Partner;
import java.time.Clock;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/** Sends what falls due. */
@Configuration(proxyBeanMethods = false)
public class Callbacks {

  @Bean(initMethod = "start")
  Postman postman(
      Bookkeeper bookkeeper, List<Partner> partners, List<Courier> couriers, Postman.Post post) {
    return new Postman(bookkeeper, partners, couriers, post);
  }

  @Bean
  HttpCourier httpCourier(SimulatorSettings settings, Clock clock) {
    return new HttpCourier(new Signature(settings.callbackSecret()), clock);
  }

  @Bean
  Postman.Post post(JsonMapper json, Clock clock, SimulatorSettings settings) {
    return new Postman.Post(json, clock, settings.callbackAttempts());
  }
}
