package io.orderflow.views.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.api.Money;
import io.orderflow.api.OrderId;
import io.orderflow.api.order.OrderEvent;
import io.orderflow.api.order.OrderView;
import io.orderflow.api.order.OrderView.Payments;
import io.orderflow.engine.serialization.JsonMapping;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Predicate;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import tools.jackson.databind.json.JsonMapper;

/** Any history at all, legal or not; a failure prints its seed. */
class OrderFoldProperties {

  private static final OrderEvents ORDER = new OrderEvents(new OrderId(new UUID(0, 1)));

  private final OrderRowMapper format = new OrderRowMapper();
  private final JsonMapper json = JsonMapping.applyTo(JsonMapper.builder()).build();

  @Property
  void the_same_events_always_give_the_same_order(@ForAll("histories") List<OrderEvent> events) {
    assertThat(Folded.state(events)).isEqualTo(Folded.state(events));
    assertThat(Folded.state(events).version()).isEqualTo(events.size() - 1L);
  }

  /** Wherever a batch ends, the row written there carries everything the next batch needs. */
  @Property
  void storing_an_order_half_way_changes_nothing(
      @ForAll("histories") List<OrderEvent> events, @ForAll @IntRange(max = 60) int at) {
    int half = 1 + at % events.size();
    var state = Folded.state(events.subList(0, half));
    for (int sequence = half; sequence < events.size(); sequence++) {
      var stored = format.read(format.write(state));
      state = OrderFold.fold(stored, events.get(sequence), sequence, OrderEvents.at(sequence));
    }

    assertThat(state).isEqualTo(Folded.state(events));
  }

  /**
   * Each event has a version of its own, and all that is shown follows from the events up to it.
   */
  @Property
  void equal_tags_mean_equal_bytes(
      @ForAll("histories") List<OrderEvent> events, @ForAll @IntRange(max = 60) int at) {
    int half = 1 + at % events.size();
    var folded = Folded.state(events.subList(0, half));
    var later = Folded.state(events);
    var stored = format.read(format.write(folded));

    assertThat(bytes(stored)).isEqualTo(bytes(folded));
    assertThat(stored.view().version()).isEqualTo(half - 1L);
    assertThat(later.view().version() == stored.view().version()).isEqualTo(half == events.size());
  }

  /** Whatever happens to an order, its money adds up, and what is owed is known by its amount. */
  @Property
  void the_money_of_an_order_adds_up(@ForAll("histories") List<OrderEvent> events) {
    var state = Folded.state(events);
    var payments = Objects.requireNonNull(state.view().payments());

    assertThat(payments.kept().plus(payments.refunded())).isEqualTo(payments.charged());
    assertThat(payments.owed()).isLessThanOrEqualTo(payments.kept());
    assertThat(state.payment().charges().owed())
        .isSubsetOf(payments.charges().stream().map(OrderView.Charge::chargeId).toList());
    assertThat(payments.owed())
        .isEqualTo(sum(payments, charge -> isOwed(state, charge) && !charge.refunded()));
    assertThat(payments.charged()).isEqualTo(sum(payments, _ -> true));
    assertThat(payments.charges())
        .allMatch(charge -> charge.refunded() == (charge.refundedAt() != null));
  }

  private static boolean isOwed(OrderViewState state, OrderView.Charge charge) {
    return state.payment().charges().owed().contains(charge.chargeId());
  }

  private static Money sum(Payments payments, Predicate<OrderView.Charge> counted) {
    return payments.charges().stream()
        .filter(counted)
        .map(OrderView.Charge::amount)
        .reduce(Money.zero(OrderEvents.TOTAL.currency()), Money::plus);
  }

  private String bytes(OrderViewState state) {
    return json.writeValueAsString(state.view());
  }

  @Property
  void folding_a_prefix_again_changes_nothing(@ForAll("histories") List<OrderEvent> events) {
    var state = Folded.state(events);
    for (int sequence = 0; sequence < events.size(); sequence++) {
      assertThat(OrderFold.fold(state, events.get(sequence), sequence, OrderEvents.at(999)))
          .isSameAs(state);
    }
  }

  @Provide
  Arbitrary<List<OrderEvent>> histories() {
    return Arbitraries.of(ORDER.everyKind())
        .list()
        .ofMaxSize(60)
        .map(
            later -> {
              var events = new ArrayList<OrderEvent>();
              events.add(ORDER.created());
              events.addAll(later);
              return events;
            });
  }
}
