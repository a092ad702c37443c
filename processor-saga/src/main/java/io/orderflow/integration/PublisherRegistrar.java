package io.orderflow.integration;

import io.orderflow.engine.failure.CauseChain;
import io.orderflow.engine.outage.OutageMonitor;
import io.orderflow.engine.outage.PassiveHealthCheck;
import io.orderflow.engine.processors.ClaimScopedCaches;
import io.orderflow.integration.event.PublicEvents;
import org.axonframework.config.Configurer;
import org.axonframework.config.ConfigurerModule;
import org.springframework.beans.factory.ObjectProvider;

/** Registers the handler and the interceptor of every publisher with its processor. */
final class PublisherRegistrar implements ConfigurerModule {

  private final ObjectProvider<EventPublisher> publishers;
  private final PublicEvents publicEvents;
  private final OutageMonitor outages;
  private final ClaimScopedCaches claims;
  private final StartedResends resends;

  PublisherRegistrar(
      ObjectProvider<EventPublisher> publishers,
      PublicEvents publicEvents,
      OutageMonitor outages,
      ClaimScopedCaches claims,
      StartedResends resends) {
    this.publishers = publishers;
    this.publicEvents = publicEvents;
    this.outages = outages;
    this.claims = claims;
    this.resends = resends;
  }

  /**
   * After the one that keeps the reason of a failure, and before the dead letters: what they stop
   * is not published, and an outage is no event's fault.
   */
  @Override
  public int order() {
    return -1_500;
  }

  @Override
  public void configureModule(Configurer axon) {
    publishers.forEach(publisher -> register(publisher, axon));
  }

  private void register(EventPublisher publisher, Configurer axon) {
    String name = PublisherProcessors.nameOf(publisher.name());
    var interceptor = new PublishingInterceptor(publisher, watch(publisher), claims, resends);
    var processing = axon.eventProcessing();
    processing.registerHandlerInterceptor(name, _ -> interceptor);
    processing.assignHandlerInstancesMatching(
        name, handler -> handler instanceof PublicEventHandler known && known.isOf(name));
    processing.registerEventHandler(
        configuration ->
            new PublicEventHandler(
                name, publicEvents, new PublishedOrders(configuration.eventStore())));
  }

  /** The processor fails with each attempt and Axon logs it; all that is one outage. */
  private PassiveHealthCheck watch(EventPublisher publisher) {
    return outages.observe(
        publisher.receiver(),
        "Public events wait in the event store and are published when it is back; orders go on."
            + " Check "
            + publisher.settings()
            + " and whether it is reachable.",
        0,
        failure ->
            CauseChain.of(failure)
                .anyMatch(
                    cause ->
                        cause instanceof PublisherUnavailableException away
                            && away.isOf(publisher)));
  }
}
