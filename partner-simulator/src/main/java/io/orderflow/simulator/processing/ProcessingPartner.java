package io.orderflow.simulator.processing;

import io.orderflow.simulator.book.LedgerThread;
import io.orderflow.simulator.book.RequestTerms;
import io.orderflow.simulator.partner.IdempotentPartner;
import io.orderflow.simulator.partner.IdsAndClock;
import io.orderflow.simulator.partner.PartnerBehavior;
import io.orderflow.simulator.settings.SimulatorSettings;
import io.orderflow.simulator.wire.JsonExchange;
import io.orderflow.simulator.wire.RouteProvider;
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
  PartnerBehavior jobs(SimulatorSettings settings, IdsAndClock ids) {
    return new ProcessingBehavior(settings, ids);
  }

  /** The seed is printed, so that a run that went wrong can be repeated. */
  @Bean
  RandomFailures mishaps(SimulatorSettings settings) {
    double rate = settings.processing().failureRate();
    Long given = settings.seed();
    long seed = given == null ? new SecureRandom().nextLong() : given;
    if (rate > 0) {
      log.info("Of the requests for processing {} fail, by --simulator.seed={}", rate, seed);
    }
    return new RandomFailures(rate, RandomGeneratorFactory.of("L64X128MixRandom").create(seed));
  }

  @Bean
  RouteProvider processingPaths(
      PartnerBehavior jobs,
      LedgerThread ledger,
      JsonExchange jsonExchange,
      RandomFailures mishaps) {
    IdempotentPartner idempotentPartner = new IdempotentPartner(jobs, ledger);
    return routes ->
        routes
            .POST(
                "/processing/jobs",
                request -> {
                  String key = jsonExchange.key(request);
                  RequestTerms terms = jsonExchange.body(request, JobRequest.class).terms();
                  return jsonExchange.answer(
                      mishaps.befall(() -> idempotentPartner.ask(key, terms)));
                })
            .GET(
                "/processing/jobs",
                request -> {
                  String key = jsonExchange.keyToFind(request);
                  return jsonExchange.answer(mishaps.befall(() -> idempotentPartner.find(key)));
                })
            .POST(
                "/processing/jobs/cancellations",
                request -> {
                  jsonExchange.key(request);
                  JobCancellation asked = jsonExchange.body(request, JobCancellation.class);
                  return jsonExchange.answer(
                      mishaps.befall(
                          () -> idempotentPartner.undo(asked.jobKey(), asked.orderId())));
                });
  }
}
