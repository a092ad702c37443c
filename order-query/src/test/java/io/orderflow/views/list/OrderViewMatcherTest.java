package io.orderflow.views.list;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderflow.api.CustomerId;
import io.orderflow.api.order.OrderView;
import io.orderflow.views.status.OrderStates;
import io.orderflow.web.problem.ProblemException;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.List;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.springframework.util.LinkedMultiValueMap;

/** Which orders a stream tells of. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class OrderViewMatcherTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final CustomerId ALICE = new CustomerId("alice");

  private final LinkedMultiValueMap<String, String> parameters = new LinkedMultiValueMap<>();

  @Test
  void a_customer_is_told_of_no_order_of_another() {
    assertThat(OrderViewMatcher.read(parameters, ALICE))
        .accepts(order("alice"))
        .rejects(order("bob"));
    assertThat(OrderViewMatcher.read(parameters, null)).accepts(order("alice"), order("bob"));
  }

  @Test
  void a_filter_does_not_widen_what_a_customer_is_told_of() {
    parameters.add("status", "CREATED");
    assertThat(OrderViewMatcher.read(parameters, ALICE))
        .accepts(order("alice"))
        .rejects(order("bob"));
    parameters.add("customerId", "alice");
    assertThat(OrderViewMatcher.read(parameters, ALICE))
        .accepts(order("alice"))
        .rejects(order("bob"));
  }

  @Test
  void a_customer_who_asks_for_the_orders_of_another_is_refused() {
    parameters.addAll("customerId", List.of("alice", "bob"));
    assertThatThrownBy(() -> OrderViewMatcher.read(parameters, ALICE))
        .isInstanceOf(ProblemException.class);
  }

  private static OrderView order(String customer) {
    var placed = ListedOrder.of(customer, NOON, "SKU-1 Laptop").events().getFirst();
    var noEvents =
        (EventStore)
            Proxy.newProxyInstance(
                EventStore.class.getClassLoader(),
                new Class<?>[] {EventStore.class},
                (_, method, _) -> {
                  throw new UnsupportedOperationException(method.getName());
                });
    return new OrderStates(noEvents).after(null, placed, 0, NOON).view();
  }
}
