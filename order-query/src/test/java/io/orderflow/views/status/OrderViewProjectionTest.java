package io.orderflow.views.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.orderflow.api.OrderId;
import io.orderflow.api.Step;
import io.orderflow.api.order.CancellationReason;
import io.orderflow.api.order.OrderEvent;
import io.orderflow.engine.processors.ClaimScopedCaches;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.config.Configuration;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventhandling.pooled.PooledStreamingEventProcessor;
import org.axonframework.messaging.unitofwork.BatchingUnitOfWork;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

@DirtiesContext
@SpringBootTest(
    classes = OrderQueryApplication.class,
    webEnvironment = SpringBootTest.WebEnvironment.NONE)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class OrderViewProjectionTest {

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  /** One that the processor does not have. */
  private static final int SEGMENT = 99;

  @Autowired EventRecording tape;
  @Autowired OrderRowStore rows;
  @Autowired JdbcTemplate jdbc;
  @Autowired Configuration axon;
  @Autowired OrderViewProjection projection;
  @Autowired ClaimScopedCaches claims;
  @Autowired TransactionManager transactions;

  @DynamicPropertySource
  static void database(DynamicPropertyRegistry properties) {
    OrderQueryApplication.useDatabase(properties);
  }

  /** Each test looks at orders of its own; what is running goes on. */
  @BeforeEach
  void running() {
    processor().start();
  }

  @Test
  void batches_of_many_orders_with_several_events_each_lose_nothing() {
    processor().shutDown();
    var histories = histories(300);
    interleaved(histories);
    processor().start();

    assertFolded(histories);
  }

  @Test
  void a_batch_is_written_once_however_many_events_it_has() {
    var history = new OrderEvents(new OrderId(UUID.randomUUID())).until(Step.DELIVERY);
    var messages = history.stream().map(GenericEventMessage::asEventMessage).toList();
    var batch = new BatchingUnitOfWork<>(messages);
    var sequence = new ArrayList<>(IntStream.range(0, history.size()).boxed().toList());
    batch.executeWithResult(
        () -> {
          int next = sequence.removeFirst();
          projection.on(history.get(next), next, OrderEvents.at(next));
          assertThat(rows.load(List.of(history.getFirst().orderId()))).isEmpty();
          return null;
        });

    assertThat(rows.load(List.of(history.getFirst().orderId())).values())
        .containsExactly(Folded.state(history));
  }

  @Test
  void events_delivered_again_change_nothing() {
    var history = new OrderEvents(new OrderId(UUID.randomUUID())).until(Step.PROCESSING);
    write(history, 0, 4);
    var before = stored(Set.of(history.getFirst().orderId()));

    write(history, 0, 4);
    write(history, 1, 3);

    assertThat(stored(Set.of(history.getFirst().orderId()))).isEqualTo(before);
    write(
        OrderEvents.then(history, new OrderEvents(history.getFirst().orderId()).dispatched()),
        2,
        5);
    assertThat(versionOf(history)).isEqualTo(4);
  }

  @Test
  void an_order_from_before_its_event_named_the_time_was_created_at_that_of_the_event() {
    processor().shutDown();
    var order = new OrderEvents(new OrderId(UUID.randomUUID()));
    var history = List.of(order.createdBefore(), order.reserved());
    tape.record(0, history);
    jdbc.update(
        """
        update eventstore.domain_event_entry set payload_revision = '1',
          payload = convert_to((convert_from(payload, 'UTF8')::jsonb
            - '{placedAt,labels}'::text[])::text, 'UTF8')
        where aggregate_identifier = ? and sequence_number = 0
        """,
        history.getFirst().orderId().toString());
    processor().start();

    assertFolded(Map.of(history.getFirst().orderId(), history));
  }

  @Test
  void a_lost_event_stops_the_batch_and_writes_nothing() {
    var history = new OrderEvents(new OrderId(UUID.randomUUID())).until(Step.PROCESSING);
    write(history, 0, 2);

    assertThatThrownBy(() -> write(history, 3, 4))
        .hasRootCauseInstanceOf(OrderFold.OutOfSequenceException.class);
    assertThat(versionOf(history)).isEqualTo(1);
  }

  @Test
  void an_order_that_cannot_be_folded_stops_alone() {
    var broken = new OrderEvents(new OrderId(UUID.randomUUID())).until(Step.PROCESSING);
    var sound = new OrderEvents(new OrderId(UUID.randomUUID())).until(Step.PROCESSING);
    tape.record(0, broken.subList(0, 2));
    // Where more of an order fails with its batch, the first of it is blamed.
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(versionOf(broken)).isEqualTo(1));
    tape.record(3, broken.subList(3, 4));
    tape.record(0, sound);

    await().atMost(PATIENCE).untilAsserted(() -> assertThat(versionOf(sound)).isEqualTo(3));
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(
                        jdbc.queryForList(
                            "select aggregate_id from views.dead_letter", String.class))
                    .containsExactly(broken.getFirst().orderId().toString()));
    assertThat(versionOf(broken)).isEqualTo(1);
  }

  @Test
  void a_node_that_lags_behind_does_not_turn_a_row_back() {
    var history = new OrderEvents(new OrderId(UUID.randomUUID())).until(Step.PROCESSING);
    rows.save(List.of(Folded.state(history)));

    rows.save(List.of(Folded.state(history.subList(0, 2))));

    assertThat(versionOf(history)).isEqualTo(3);
  }

  @Test
  void a_state_committed_under_the_claim_is_not_read_again() {
    var history = new OrderEvents(new OrderId(UUID.randomUUID())).until(Step.PROCESSING);
    var segment = new SegmentView();
    write(history, 0, 2, segment);
    jdbc.update(
        "update views.order_view set state = '{}' where order_id = ?",
        history.getFirst().orderId().value());

    write(history, 2, 4, segment);

    assertThat(rows.load(List.of(history.getFirst().orderId())).values())
        .containsExactly(Folded.state(history));
  }

  @Test
  void a_known_state_is_read_again_after_a_dead_letter_was_retried_on_another_node() {
    var history = new OrderEvents(new OrderId(UUID.randomUUID())).until(Step.PROCESSING);
    var segment = new SegmentView();
    write(history, 0, 2, segment);
    write(history, 2, 3, new SegmentView());

    write(history, 3, 4, segment);

    assertThat(versionOf(history)).isEqualTo(3);
  }

  @Test
  void the_rows_of_a_batch_that_was_rolled_back_are_written_by_the_next() {
    claims.begin(OrderViewProjection.NAME, SEGMENT);
    var history = new OrderEvents(new OrderId(UUID.randomUUID())).until(Step.PROCESSING);
    project(history, true);
    assertThat(versionOf(history)).isEqualTo(-1);

    project(history, false);
    assertThat(versionOf(history)).isEqualTo(3);
  }

  @Test
  void a_segment_knows_a_limited_number_of_states() {
    var segment = new SegmentView();
    var histories = histories(SegmentView.MOST + 1);
    histories.forEach(
        (orderId, history) -> segment.committed(Map.of(orderId, Folded.state(history))));

    assertThat(histories.keySet()).filteredOn(id -> segment.stateFor(id, 0) == null).hasSize(1);
  }

  /** As a batch of the processor; the last thing before the commit may fail. */
  private void project(List<OrderEvent> history, boolean fails) {
    var batch =
        new BatchingUnitOfWork<>(
            history.stream().map(GenericEventMessage::asEventMessage).toList());
    batch.resources().put("Processor[order-views]/SegmentId", SEGMENT);
    batch.attachTransaction(transactions);
    batch.onCommit(
        _ -> {
          if (fails) {
            throw new IllegalStateException("planted");
          }
        });
    var sequence = new ArrayList<>(IntStream.range(0, history.size()).boxed().toList());
    batch.executeWithResult(
        () -> {
          int next = sequence.removeFirst();
          projection.on(history.get(next), next, OrderEvents.at(next));
          return null;
        });
  }

  private void write(List<OrderEvent> history, int from, int to) {
    write(history, from, to, new SegmentView());
  }

  private void write(List<OrderEvent> history, int from, int to, SegmentView segment) {
    var batch = new OrderEventBatch();
    for (int sequence = from; sequence < to; sequence++) {
      batch.add(history.get(sequence), sequence, OrderEvents.at(sequence));
    }
    batch.writeTo(rows, segment);
    segment.committed(batch.states());
  }

  private long versionOf(List<OrderEvent> history) {
    var orderId = history.getFirst().orderId();
    return rows.versions(List.of(orderId)).getOrDefault(orderId, -1L);
  }

  /** Some complete, some cancelled, some half way. */
  private static Map<OrderId, List<OrderEvent>> histories(int count) {
    var histories = new LinkedHashMap<OrderId, List<OrderEvent>>();
    for (int i = 0; i < count; i++) {
      var order = new OrderEvents(new OrderId(UUID.randomUUID()));
      histories.put(
          order.id(),
          switch (i % 3) {
            case 0 -> order.until(Step.DELIVERY);
            case 1 -> order.until(Step.PAYMENT);
            default ->
                OrderEvents.then(
                    order.until(Step.STOCK),
                    order.cancelling(CancellationReason.CUSTOMER, Step.PAYMENT),
                    new OrderEvent.PaymentVoided(order.id()),
                    order.released(),
                    order.cancelled());
          });
    }
    return histories;
  }

  /** Two events of each order, then the next two of each, so that batches cut through them all. */
  private void interleaved(Map<OrderId, List<OrderEvent>> histories) {
    for (int from = 0; from < 8; from += 2) {
      for (var history : histories.values()) {
        int to = Math.min(from + 2, history.size());
        if (from < to) {
          tape.record(from, history.subList(from, to));
        }
      }
    }
  }

  private void assertFolded(Map<OrderId, List<OrderEvent>> histories) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              var stored = rows.load(histories.keySet());
              histories.forEach(
                  (orderId, history) ->
                      assertThat(stored.get(orderId)).isEqualTo(inStore(history)));
            });
  }

  /** The event store keeps times to the millisecond. */
  private static OrderViewState inStore(List<OrderEvent> history) {
    OrderViewState state = null;
    for (int sequence = 0; sequence < history.size(); sequence++) {
      var at = OrderEvents.at(sequence).truncatedTo(ChronoUnit.MILLIS);
      state = OrderFold.fold(state, history.get(sequence), sequence, at);
    }
    return Objects.requireNonNull(state);
  }

  /** The rows as text, every byte of them. */
  private List<String> stored(Set<OrderId> orderIds) {
    return jdbc.queryForList(
        "select r::text from views.order_view r where order_id = any(?) order by order_id",
        String.class,
        (Object) orderIds.stream().map(OrderId::value).toArray(UUID[]::new));
  }

  private PooledStreamingEventProcessor processor() {
    return axon.eventProcessingConfiguration()
        .eventProcessor("order-views", PooledStreamingEventProcessor.class)
        .orElseThrow();
  }
}
