package io.orderflow.ordering;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.api.Labels;
import io.orderflow.api.Step;
import io.orderflow.api.order.Actor;
import io.orderflow.api.order.OrderAction;
import io.orderflow.api.order.OrderCommand;
import io.orderflow.api.order.OrderCommand.CancelOrder;
import io.orderflow.api.order.OrderCommand.ChangeLabels;
import io.orderflow.api.order.OrderCommand.ResolveStep;
import io.orderflow.api.order.OrderCommand.RetryStep;
import io.orderflow.api.order.OrderEvent;
import io.orderflow.api.order.OrderOutcome;
import io.orderflow.api.order.OrderStatus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every command in every state, as a table one can read: {@code order-decisions.csv}. A cell holds
 * the facts that follow, {@code .} where the command is absorbed, or {@code !CODE} where it is
 * refused.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class OrderDecisionsTest {

  private final List<List<String>> table = read("order-decisions.csv");

  @TestFactory
  Stream<DynamicTest> every_command_in_every_state_is_decided_as_the_table_says() {
    List<String> states = table.getFirst();
    return table.stream()
        .skip(1)
        .flatMap(
            row ->
                Stream.iterate(1, column -> column < states.size(), column -> column + 1)
                    .map(
                        column ->
                            DynamicTest.dynamicTest(
                                row.getFirst() + " in " + states.get(column),
                                () ->
                                    assertThat(decision(row.getFirst(), states.get(column)))
                                        .isEqualTo(row.get(column)))));
  }

  @Test
  void the_table_knows_every_command_there_is() {
    Set<String> named = new LinkedHashSet<>();
    table.stream().skip(1).forEach(row -> named.add(row.getFirst().replaceAll(" .*", "")));
    assertThat(named)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(OrderCommand.class.getPermittedSubclasses())
                .map(Class::getSimpleName)
                .toList());
  }

  @Test
  void the_table_knows_every_state_there_is() {
    assertThat(table.getFirst().stream().skip(1).toList())
        .containsExactlyElementsOf(OrderHistories.STATES.keySet());
  }

  @Test
  void an_order_begins_with_its_creation() {
    var order = new OrderFixture();
    var create =
        (OrderCommand.CreateOrder)
            Objects.requireNonNull(OrderHistories.COMMANDS.get("CreateOrder"));
    assertThat(order.given(List.of()).when(create)).isEqualTo(new OrderOutcome.Accepted(0));
    assertThat(order.newEvents())
        .containsExactly(
            new OrderEvent.OrderCreated(
                create.orderId(),
                create.customerId(),
                create.lines(),
                OrderHistories.TOTAL,
                create.paymentMethod(),
                create.reference(),
                create.number(),
                create.labels(),
                create.fingerprint(),
                create.placedAt()));
  }

  @Test
  void the_same_answer_to_an_attention_is_one_answer_and_another_one_comes_too_late() {
    var retry = new RetryStep(OrderHistories.ID, Step.DELIVERY, null, 1, "call them");
    var events = new ArrayList<>(story("lost parcel"));
    events.add(
        new OrderEvent.StepRetryRequested(retry.orderId(), Step.DELIVERY, null, 1, "call them"));

    assertThat(new OrderFixture().given(events).when(retry))
        .isEqualTo(new OrderOutcome.Accepted(events.size() - 1, true));
    for (var other :
        List.of(
            new RetryStep(OrderHistories.ID, Step.DELIVERY, null, 1, "call them again"),
            new RetryStep(OrderHistories.ID, Step.DELIVERY, null, 2, "call them"),
            new ResolveStep(OrderHistories.ID, Step.DELIVERY, null, 1, null, "call them"))) {
      assertThat(new OrderFixture().given(events).when(other))
          .isInstanceOfSatisfying(
              OrderOutcome.Refused.class,
              refused -> assertThat(refused.code()).isEqualTo(OrderOutcome.Code.STALE_ATTENTION));
    }
  }

  @Test
  void a_cancellation_for_another_version_is_refused_until_the_order_is_being_cancelled() {
    var stale = new CancelOrder(OrderHistories.ID, Actor.CUSTOMER, null, List.of(0L, 7L), null);

    assertThat(new OrderFixture().given(story("created")).when(stale))
        .isEqualTo(new OrderOutcome.Accepted(1));
    assertThat(new OrderFixture().given(story("processing")).when(stale))
        .isEqualTo(
            new OrderOutcome.Refused(
                OrderOutcome.Code.STALE_VERSION,
                "the order is at version 2 by now; read it, then decide again",
                Set.of(OrderAction.CANCEL),
                2L));
    assertThat(new OrderFixture().given(story("undoing processing")).when(stale))
        .isEqualTo(new OrderOutcome.Accepted(3, true, OrderStatus.CANCELLING));
    assertThat(new OrderFixture().given(story("shipped")).when(stale))
        .isInstanceOfSatisfying(
            OrderOutcome.Refused.class,
            refused -> assertThat(refused.code()).isEqualTo(OrderOutcome.Code.NOT_CANCELLABLE));
  }

  @Test
  void labels_are_set_and_removed_and_what_is_as_it_should_be_is_no_change() {
    var change =
        OrderHistories.labels(
            Map.of("channel", "web", "vip", "yes"), List.of("gift", "vip", "channel"));
    var order = new OrderFixture();

    assertThat(order.given(story("created")).when(change))
        .isEqualTo(
            new OrderOutcome.Accepted(
                1, null, null, new Labels(Map.of("channel", "web", "vip", "yes"))));
    assertThat(order.newEvents())
        .containsExactly(
            new OrderEvent.LabelsChanged(
                change.orderId(), new Labels(Map.of("vip", "yes")), List.of(), Actor.CUSTOMER));
  }

  @Test
  void a_label_is_removed_and_its_place_may_be_taken_at_once() {
    var nineteen = new TreeMap<String, String>();
    IntStream.range(0, 19).forEach(number -> nineteen.put("label-" + number, "a"));
    var events = new ArrayList<>(story("completed"));
    events.add(
        new OrderEvent.LabelsChanged(
            OrderHistories.ID, new Labels(nineteen), List.of(), Actor.OPERATOR));
    var twentyFirst = OrderHistories.labels(Map.of("one-more", "a"), List.of());
    var instead = OrderHistories.labels(Map.of("one-more", "a"), List.of("channel"));

    assertThat(new OrderFixture().given(events).when(twentyFirst))
        .isInstanceOfSatisfying(
            OrderOutcome.Refused.class,
            refused -> assertThat(refused.code()).isEqualTo(OrderOutcome.Code.TOO_MANY_LABELS));
    var order = new OrderFixture();
    assertThat(order.given(events).when(instead)).isInstanceOf(OrderOutcome.Accepted.class);
    assertThat(order.newEvents())
        .containsExactly(
            new OrderEvent.LabelsChanged(
                OrderHistories.ID,
                new Labels(Map.of("one-more", "a")),
                List.of("channel"),
                Actor.CUSTOMER));
  }

  @Test
  void a_change_of_labels_for_another_version_is_refused_unless_it_changes_nothing() {
    var stale =
        new ChangeLabels(
            OrderHistories.ID,
            new Labels(Map.of("vip", "yes")),
            List.of(),
            Actor.CUSTOMER,
            List.of(7L),
            null);
    assertThat(new OrderFixture().given(story("processing")).when(stale))
        .isInstanceOfSatisfying(
            OrderOutcome.Refused.class,
            refused -> {
              assertThat(refused.code()).isEqualTo(OrderOutcome.Code.STALE_VERSION);
              assertThat(refused.version()).isEqualTo(2);
            });
    var done = new ArrayList<>(story("processing"));
    done.add(
        new OrderEvent.LabelsChanged(
            OrderHistories.ID, stale.set(), List.of("channel"), Actor.CUSTOMER));
    assertThat(new OrderFixture().given(done).when(stale))
        .isEqualTo(new OrderOutcome.Accepted(3, true, null, stale.set()));
  }

  private static List<OrderEvent> story(String state) {
    return Objects.requireNonNull(OrderHistories.STATES.get(state), state);
  }

  @Test
  void every_other_event_there_is_follows_from_some_command() {
    var facts = String.join(" ", table.stream().skip(1).map(row -> String.join(" ", row)).toList());
    assertThat(OrderEvent.class.getPermittedSubclasses())
        .filteredOn(event -> event != OrderEvent.OrderCreated.class)
        .allSatisfy(event -> assertThat(facts).contains(event.getSimpleName()));
  }

  static String decision(String command, String state) {
    var given = Objects.requireNonNull(OrderHistories.STATES.get(state), state);
    var asked = Objects.requireNonNull(OrderHistories.COMMANDS.get(command), command);
    var order = new OrderFixture();
    var outcome = order.given(given).when(asked);
    if (outcome instanceof OrderOutcome.Refused(var code, _, _, _)) {
      assertThat(order.newEvents()).as("a refusal leaves no trace").isEmpty();
      return "!" + code;
    }
    return order.newEvents().isEmpty()
        ? "."
        : order.newEvents().stream()
            .map(event -> event.getClass().getSimpleName())
            .collect(joining(" "));
  }

  private static List<List<String>> read(String resource) {
    try (var in = OrderDecisionsTest.class.getResourceAsStream(resource)) {
      var rows = new ArrayList<List<String>>();
      new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .forEach(
              line -> rows.add(Arrays.stream(line.split("\\|", -1)).map(String::strip).toList()));
      return rows;
    } catch (IOException unreadable) {
      throw new IllegalStateException(resource, unreadable);
    }
  }
}
