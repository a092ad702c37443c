package io.orderflow.process.partners;

import io.orderflow.api.Step;
import io.orderflow.api.process.PartnerReport;
import io.orderflow.api.process.PartnerReport.Partner;
import io.orderflow.api.process.ProcessQuery.FindPartners;
import io.orderflow.engine.processors.ClaimIdentity;
import io.orderflow.fulfillment.PartnerStatistics;
import io.orderflow.inbox.UnmatchedCallbackCounts;
import io.orderflow.sagastore.LaneBacklog;
import io.orderflow.sagastore.LanePauses;
import io.orderflow.sagastore.SagaRuntime;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.axonframework.queryhandling.QueryHandler;
import org.springframework.stereotype.Component;

/**
 * Tells operators about the partners: the requests of this node, and the tasks of all nodes, of
 * payments those of refunds included.
 */
@Component
final class PartnerQueryHandler {

  private static final List<Step> PARTNERS =
      List.of(Step.STOCK, Step.PAYMENT, Step.PROCESSING, Step.SHIPPING);

  private static final Set<String> LANES =
      PARTNERS.stream().map(PartnerQueryHandler::lane).collect(Collectors.toUnmodifiableSet());

  private static final LaneBacklog NOTHING = new LaneBacklog(0, Duration.ZERO);

  private final PartnerStatistics statistics;
  private final List<SagaRuntime<?, ?>> sagas;
  private final UnmatchedCallbackCounts callbacks;
  private final ClaimIdentity identity;

  PartnerQueryHandler(
      PartnerStatistics statistics,
      List<SagaRuntime<?, ?>> sagas,
      UnmatchedCallbackCounts callbacks,
      ClaimIdentity identity) {
    this.statistics = statistics;
    this.sagas = List.copyOf(sagas);
    this.callbacks = callbacks;
    this.identity = identity;
  }

  @QueryHandler
  PartnerReport answer(FindPartners query) {
    var backlog = backlog();
    return new PartnerReport(
        identity.node(),
        statistics.since(),
        PARTNERS.stream()
            .map(step -> partner(step, backlog.getOrDefault(lane(step), NOTHING)))
            .toList(),
        callbacks.counts().stream().mapToLong(UnmatchedCallbackCounts.Count::count).sum());
  }

  private Map<String, LaneBacklog> backlog() {
    var backlog = new HashMap<String, LaneBacklog>();
    sagas.forEach(
        saga ->
            saga.backlog(LANES)
                .forEach((lane, one) -> backlog.merge(lane, one, LaneBacklog::plus)));
    return backlog;
  }

  private Partner partner(Step step, LaneBacklog backlog) {
    return new Partner(
        lane(step),
        LanePauses.switchName(lane(step)),
        statistics.hour(step),
        statistics.minutes(step),
        backlog.tasks(),
        backlog.oldest().isZero() ? null : backlog.oldest().toSeconds());
  }

  private static String lane(Step step) {
    return step.name().toLowerCase(Locale.ROOT);
  }
}
