package io.orderflow.simulator.processing;

import io.orderflow.simulator.ledger.LedgerThread;
import io.orderflow.simulator.ledger.RequestTerms;
import io.orderflow.simulator.partner.IdempotentPartner;
import io.orderflow.simulator.partner.IdsAndClock;
import io.orderflow.simulator.partner.PartnerBehavior;
import io.orderflow.simulator.settings.SimulatorProperties;
import io.orderflow.simulator.wire.JsonExchange;
import io.orderflow.simulator.wire.RouteProvider;
import java.security.SecureRandom;
import java.util.random.RandomGeneratorFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The endpoints of the processing partner. */
@Configuration(proxyBeanMethods = false)
public class ProcessingRoutes {

  private static final Logger log = LoggerFactory.getLogger(ProcessingRoutes.class);

  @Bean
  PartnerBehavior jobs(SimulatorProperties settings, IdsAndClock ids) {
    return new ProcessingBehavior(settings, ids);
  }

  /** Logs the seed, so that a run can be repeated. */
  @Bean
  RandomFailures randomFailures(SimulatorProperties settings) {
    double rate = settings.processing().failureRate();
    Long given = settings.seed();
    long seed = given == null ? new SecureRandom().nextLong() : given;
    if (rate > 0) {
      log.info("Processing requests fail at a rate of {}, with --simulator.seed={}", rate, seed);
    }
    return new RandomFailures(rate, RandomGeneratorFactory.of("L64X128MixRandom").create(seed));
  }

  @Bean
  RouteProvider processingPaths(
      PartnerBehavior jobs,
      LedgerThread ledgerThread,
      JsonExchange http,
      RandomFailures randomFailures) {
    IdempotentPartner partner = new IdempotentPartner(jobs, ledgerThread);
    return routes ->
        routes
            .POST(
                "/processing/jobs",
                request -> {
                  String key = http.key(request);
                  RequestTerms terms = http.body(request, JobRequest.class).terms();
                  return http.answer(randomFailures.apply(() -> partner.ask(key, terms)));
                })
            .GET(
                "/processing/jobs",
                request -> {
                  String key = http.keyToFind(request);
                  return http.answer(randomFailures.apply(() -> partner.find(key)));
                })
            .POST(
                "/processing/jobs/cancellations",
                request -> {
                  http.key(request);
                  JobCancellation asked = http.body(request, JobCancellation.class);
                  return http.answer(
                      randomFailures.apply(() -> partner.undo(asked.jobKey(), asked.orderId())));
                });
  }
}
