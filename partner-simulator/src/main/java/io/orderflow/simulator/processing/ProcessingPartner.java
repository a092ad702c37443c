package io.orderflow.simulator.processing;

import io.orderflow.simulator.SimulatorSettings;
import io.orderflow.simulator.book.Bookkeeper;
import io.orderflow.simulator.partner.Clerk;
import io.orderflow.simulator.partner.Desk;
import io.orderflow.simulator.partner.Partner;
import io.orderflow.simulator.wire.Paths;
import io.orderflow.simulator.wire.Wire;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The processing partner's paths. */
@Configuration(proxyBeanMethods = false)
public class ProcessingPartner {

  @Bean
  Partner jobs(SimulatorSettings settings, Clerk clerk) {
    return new Jobs(settings, clerk);
  }

  @Bean
  Paths processingPaths(Partner jobs, Bookkeeper bookkeeper, Wire wire) {
    Desk desk = new Desk(jobs, bookkeeper);
    return routes ->
        routes
            .POST(
                "/processing/jobs",
                request -> {
                  String key = wire.key(request);
                  return wire.answer(desk.ask(key, wire.body(request, JobRequest.class).terms()));
                })
            .GET("/processing/jobs", request -> wire.answer(desk.find(wire.keyToFind(request))))
            .POST(
                "/processing/jobs/cancellations",
                request -> {
                  wire.key(request);
                  JobCancellation asked = wire.body(request, JobCancellation.class);
                  return wire.answer(desk.undo(asked.jobKey(), asked.orderId()));
                });
  }
}
