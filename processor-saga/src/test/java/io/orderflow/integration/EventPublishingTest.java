package io.orderflow.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.cloudevents.CloudEvent;
import io.orderflow.api.operations.OperationsCommand;
import io.orderflow.api.operations.OperationsCommand.DiscardDeadLetter;
import io.orderflow.api.operations.OperationsOutcome;
import io.orderflow.engine.TestDatabase;
import io.orderflow.engine.deadletter.DeadLetter;
import io.orderflow.engine.deadletter.DeadLetterRegistry;
import io.orderflow.engine.deadletter.DeadLetterRetry;
import io.orderflow.engine.outage.OutageLog;
import io.orderflow.engine.processors.SegmentStatuses;
import io.orderflow.engine.switches.OperatorSwitches;
import io.orderflow.engine.switches.SwitchSetting.State;
import io.orderflow.integration.event.EventContract;
import io.orderflow.integration.event.PublicEventJson;
import io.orderflow.process.RecordedLog;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.callbacks.FutureCallback;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.GenericMessage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.json.JsonMapper;

/** The way from the event store to a publisher, whatever the publisher is. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class EventPublishingTest {

  @RegisterExtension final RecordedLog outages = new RecordedLog(OutageLog.class.getName());

  @RegisterExtension
  final RecordedLog axon = new RecordedLog("org.axonframework.eventhandling.pooled");

  private final String url = TestDatabase.createUrl();
  private PublisherNode node = PublisherNode.start(url);

  @BeforeAll
  void begun() {
    await().until(() -> node.isClaimed(PublisherNode.FICKLE));
  }

  @AfterAll
  void stop() {
    node.close();
  }

  @Test
  void every_event_of_every_order_is_published_once_in_order_under_the_stored_identifier() {
    var orders = Stream.generate(node::order).limit(20).toList();
    for (int event = 0; event < OrderStream.WHOLE; event++) {
      orders.forEach(order -> order.advance(1));
    }

    for (var publisher : List.of(node.steady(), node.fickle())) {
      awaitAll(publisher, orders);
      assertThat(eventsOf(publisher, orders)).hasSize(orders.size() * OrderStream.WHOLE);
    }
    assertThat(eventsOf(node.steady(), orders))
        .allSatisfy(
            event ->
                assertThat(EventContract.violations(new PublicEventJson().serialize(event)))
                    .isEmpty());
  }

  @Test
  void a_receiver_that_is_away_stops_its_own_publisher_only_and_loses_nothing() {
    var orders = Stream.generate(node::order).limit(5).toList();
    node.fickle().leave();
    orders.forEach(order -> order.advance(4));
    awaitAll(node.steady(), orders);
    int tries = node.fickle().attempts();
    await().until(() -> node.fickle().attempts() > tries + 1);

    assertThat(eventsOf(node.fickle(), orders)).isEmpty();
    assertThat(errorOf(PublisherNode.FICKLE)).contains("it is planted");
    assertThat(node.bean(DeadLetterRegistry.class).counts().values()).containsOnly(0L);

    node.fickle().comeBack();
    orders.forEach(order -> order.advance(2));
    awaitAll(node.fickle(), orders);
    assertThat(eventsOf(node.fickle(), orders)).hasSize(5 * OrderStream.WHOLE);
  }

  @Test
  void an_outage_of_a_receiver_is_two_lines_in_the_log() {
    // The log's filters are those of the application that was started last.
    try (var alone = PublisherNode.start(TestDatabase.createUrl())) {
      outages.attach();
      axon.attach();
      var order = alone.order();
      alone.steady().leave();
      order.advance(1);
      int tries = alone.steady().attempts();
      await().until(() -> alone.steady().attempts() > tries + 1);
      await().until(() -> outages.count("The receiver steady is away") > 0);
      alone.steady().comeBack();
      awaitAll(alone.steady(), List.of(order));

      await().until(() -> outages.count("The receiver steady is back") == 1);
      assertThat(outages.count("The receiver steady is away: it is planted")).isEqualTo(1);
      assertThat(axon.count("Abort")).as("Axon's own lines about it").isZero();
    }
  }

  @Test
  void what_was_not_confirmed_comes_again_under_the_same_identifiers_and_never_out_of_order() {
    var orders = Stream.generate(node::order).limit(10).toList();
    node.steady().loseConfirmations(1);
    orders.forEach(order -> order.advance(OrderStream.WHOLE));

    awaitAll(node.steady(), orders);
    assertThat(eventsOf(node.steady(), orders).size())
        .isGreaterThan(orders.size() * OrderStream.WHOLE);
    var known = orders.stream().flatMap(order -> order.eventIds().stream()).toList();
    assertThat(eventsOf(node.steady(), orders)).extracting(CloudEvent::getId).isSubsetOf(known);
  }

  @Test
  void what_was_confirmed_before_a_failure_is_not_published_again() {
    var order = node.order();
    node.steady().failOnceAfter(2);
    order.advance(OrderStream.WHOLE);

    awaitAll(node.steady(), List.of(order));
    assertThat(eventsOf(node.steady(), List.of(order))).hasSize(OrderStream.WHOLE);
  }

  @Test
  void an_event_that_the_receiver_refuses_stops_its_order_until_it_is_retried() {
    var refused = node.order();
    var others = Stream.generate(node::order).limit(3).toList();
    node.steady().refuse(refused.id());
    refused.advance(2);
    others.forEach(order -> order.advance(OrderStream.WHOLE));
    awaitAll(node.steady(), others);
    var letters = node.bean(DeadLetterRegistry.class);
    var processor = PublisherProcessors.nameOf(PublisherNode.STEADY);
    await().until(() -> letters.count(processor) == 1);
    refused.advance(1);
    // What is published of a batch comes before its letters are stored, so a second one is awaited.
    for (int batch = 0; batch < 2; batch++) {
      awaitAll(node.steady(), List.of(node.order().advance(1)));
    }
    assertThat(node.steady().idsOf(refused)).isEmpty();

    node.steady().refuseNone();
    var retried = node.bean(DeadLetterRetry.class).retry(processor, refused.id().toString(), null);

    assertThat(retried).isEqualTo(new DeadLetterRetry.Outcome.Handled(3));
    assertThat(node.steady().idsOf(refused)).isEqualTo(refused.eventIds());
    refused.advance(3);
    awaitAll(node.steady(), List.of(refused));
  }

  @Test
  void an_order_stops_at_the_event_that_is_refused_not_at_an_earlier_one_of_its_batch() {
    var order = node.order();
    node.steady().leave();
    order.advance(2);
    node.steady().refuse(order.id(), "reserved");
    node.steady().comeBack();

    var letters = node.bean(DeadLetterRegistry.class);
    var found =
        await().until(() -> letters.ofAggregate(order.id().toString()), list -> !list.isEmpty());

    assertThat(found).singleElement().extracting(DeadLetter::firstSequence).isEqualTo(1L);
    assertThat(node.steady().idsOf(order)).containsExactly(order.eventIds().getFirst());
    node.steady().refuseNone();
    node.bean(DeadLetterRetry.class)
        .retry(found.getFirst().processor(), order.id().toString(), null);
  }

  @Test
  void an_operator_discards_an_event_that_the_receiver_refuses_for_good_and_later_ones_come() {
    var refused = node.order();
    node.steady().refuse(refused.id());
    refused.advance(2);
    var letters = node.bean(DeadLetterRegistry.class);
    var processor = PublisherProcessors.nameOf(PublisherNode.STEADY);
    await()
        .until(() -> letters.count(processor) == 1 && node.hasPublishedAll(PublisherNode.STEADY));
    node.steady().refuseNone();

    var discarded =
        sent(new DiscardDeadLetter(processor, refused.id().toString(), "it is never accepted"));

    assertThat(discarded).isEqualTo(new OperationsOutcome.Discarded(2));
    refused.advance(1);
    await().until(() -> !node.steady().idsOf(refused).isEmpty());
    assertThat(node.steady().idsOf(refused)).containsExactly(refused.eventIds().getLast());
    assertThat(letters.count(processor)).isZero();
  }

  private Object sent(OperationsCommand command) {
    var answer = new FutureCallback<OperationsCommand, Object>();
    node.bean(CommandBus.class)
        .dispatch(
            new GenericCommandMessage<>(new GenericMessage<>(command), command.route()), answer);
    return answer.getResult(1, TimeUnit.MINUTES).getPayload();
  }

  @Test
  void after_a_restart_it_goes_on_where_it_was_and_knows_the_orders_under_way() {
    var order = node.order().advance(3);
    awaitAll(node.steady(), List.of(order));
    node.close();
    node = PublisherNode.start(url);
    var newer = node.order().advance(1);
    awaitAll(node.steady(), List.of(newer));
    assertThat(node.steady().idsOf(order)).isEmpty();

    order.on(node.bean(EventStore.class)).advance(1);
    await().until(() -> !node.steady().idsOf(order).isEmpty());
    var event = eventsOf(node.steady(), List.of(order)).getFirst();
    var data = JsonMapper.shared().readTree(Objects.requireNonNull(event.getData()).toBytes());
    assertThat(data.at("/order/version").asInt()).isEqualTo(3);
    assertThat(data.at("/order/status").asString()).isEqualTo("READY_TO_SHIP");
    assertThat(data.at("/order/number").asString()).isEqualTo("2026-004711");
  }

  @Test
  void a_publisher_can_begin_with_what_happens_from_its_first_start_on() throws SQLException {
    var fresh = TestDatabase.createUrl();
    try (var first = PublisherNode.start(fresh)) {
      var old = first.order().advance(2);
      awaitAll(first.steady(), List.of(old));
    }
    try (var database = DriverManager.getConnection(fresh);
        var statement = database.createStatement()) {
      statement.execute(
          "delete from integration.token_entry where processor_name = 'integration-fickle'");
    }
    try (var again = PublisherNode.start(fresh)) {
      await().until(() -> again.isClaimed(PublisherNode.FICKLE));
      var order = again.order().advance(1);
      awaitAll(again.fickle(), List.of(order));
      awaitAll(again.steady(), List.of(order));
      assertThat(again.fickle().received()).hasSize(1);
    }
  }

  @Test
  void a_publisher_cannot_be_reset_so_that_no_replay_publishes_again() {
    for (var publisher : List.of(PublisherNode.STEADY, PublisherNode.FICKLE)) {
      var processor = node.processor(publisher);

      assertThat(processor.supportsReset()).isFalse();
      assertThat(node.declared(publisher).replayable()).isFalse();
      assertThatThrownBy(processor::resetTokens).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void an_operator_pauses_a_publisher_and_lets_it_go_on() {
    var switches = node.bean(OperatorSwitches.class);
    var name = node.declared(PublisherNode.FICKLE).switchName();
    switches.set(name, State.OFF, "maintenance", "alice");
    await().until(() -> !node.isClaimed(PublisherNode.FICKLE));
    var order = node.order().advance(2);
    awaitAll(node.steady(), List.of(order));
    assertThat(node.fickle().idsOf(order)).isEmpty();

    switches.set(name, State.ON, "it is over", "alice");
    awaitAll(node.fickle(), List.of(order));
  }

  private static void awaitAll(RecordingPublisher publisher, List<OrderStream> orders) {
    await()
        .untilAsserted(
            () ->
                assertThat(orders)
                    .allSatisfy(
                        order -> assertThat(publisher.idsOf(order)).isEqualTo(order.eventIds())));
  }

  private static List<CloudEvent> eventsOf(RecordingPublisher publisher, List<OrderStream> orders) {
    var ids = orders.stream().map(order -> order.id().toString()).toList();
    return publisher.received().stream().filter(event -> ids.contains(event.getSubject())).toList();
  }

  private @Nullable String errorOf(String publisher) {
    return node.bean(SegmentStatuses.class)
        .of(node.declared(publisher), OptionalLong.empty())
        .getFirst()
        .error();
  }
}
