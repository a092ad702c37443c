package io.orderflow.simulator.processing;

import io.orderflow.simulator.SimulatorSettings;
import io.orderflow.simulator.book.Bookkeeper;
import io.orderflow.simulator.book.Terms;
import io.orderflow.simulator.partner.Clerk;
import io.orderflow.simulator.partner.Desk;
import io.orderflow.simulator.partner.Partner;
import io.orderflow.simulator.wire.Paths;
import io.orderflow.simulator.wire.Wire;
import java.security.SecureRandom;
import java.util.random.RandomGeneratorFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The processing partner's paths. */
@Configuration(proxyBeanMethods = false)
public class ProcessingPartner {

  private static final Logger log = LoggerFactory.getLogger(ProcessingPartner.class);

  @Bean
  Partner jobs(SimulatorSettings settings, Clerk clerk) {
    return new Jobs(settings, clerk);
  }

  /** The seed is printed, so that a run that went wrong can be repeated. */
  @Bean
  Mishaps mishaps(SimulatorSettings settings) {
    double rate = settings.processing().failureRate();
    Long given = settings.seed();
    long seed = given == null ? new SecureRandom().nextLong() : given;
    if (rate > 0) {
      log.info("Of the requests for processing {} fail, by --simulator.seed={}", rate, seed);
    }
    return new Mishaps(rate, RandomGeneratorFactory.of("L64X128MixRandom").create(seed));
  }

  @Bean
  Paths processingPaths(Partner jobs, Bookkeeper bookkeeper, Wire wire, Mishaps mishaps) {
    Desk desk = new Desk(jobs, bookkeeper);
    return routes ->
        routes
            .POST(
                "/processing/jobs",
                request -> {
                  String key = wire.key(request);
                  Terms terms = wire.body(request, JobRequest.class).terms();
                  return wire.answer(mishaps.befall(() -> desk.ask(key, terms)));
                })
            .GET(
                "/processing/jobs",
                request -> {
                  String key = wire.keyToFind(request);
                  return wire.answer(mishaps.befall(() -> desk.find(key)));
                })
            .POST(
                "/processing/jobs/cancellations",
                request -> {
                  wire.key(request);
                  JobCancellation asked = wire.body(request, JobCancellation.class);
                  return wire.answer(
                      mishaps.befall(() -> desk.undo(asked.jobKey(), asked.orderId())));
                });
  }
}
