package io.orderflow.fulfillment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.orderflow.api.OrderId;
import io.orderflow.api.Step;
import io.orderflow.api.order.OrderCommand;
import java.time.Clock;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PartnerMetersTest {

  private static final OrderId ORDER = new OrderId(UUID.randomUUID());

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final PartnerMeters meters = new PartnerMeters(new PartnerStatistics(Clock.systemUTC()));

  @Test
  void a_request_is_counted_by_what_came_of_it() {
    meters.bindTo(registry);
    ask(PartnerAnswer.Settled.with(new OrderCommand.RecordProcessingCompleted(ORDER)));
    ask(new PartnerAnswer.Later());
    ask(PartnerAnswer.Settled.with(new OrderCommand.RecordProcessingRefused(ORDER, "no")));
    ask(new PartnerAnswer.Unknown("processing answered 503"));
    ask(PartnerAnswer.Unknown.notAsked("no address"));
    assertThatThrownBy(
            () ->
                meters.measure(
                    Step.PROCESSING,
                    () -> {
                      throw new IllegalStateException("planted");
                    }))
        .hasMessage("planted");

    assertThat(Stream.of("answered", "refused", "unknown").map(this::counted))
        .containsExactly(2L, 1L, 2L);
    assertThat(registry.get("orderflow.partner.requests").tag("partner", "payment").timers())
        .as("others exist from the start, and have none")
        .hasSize(3)
        .allSatisfy(timer -> assertThat(timer.count()).isZero());
  }

  private void ask(PartnerAnswer answer) {
    assertThat(meters.measure(Step.PROCESSING, () -> answer)).isSameAs(answer);
  }

  private long counted(String outcome) {
    return registry
        .get("orderflow.partner.requests")
        .tag("partner", "processing")
        .tag("outcome", outcome)
        .timer()
        .count();
  }
}
