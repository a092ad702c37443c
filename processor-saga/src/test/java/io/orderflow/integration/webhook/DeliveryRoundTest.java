package io.orderflow.integration.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.integration.webhook.DeliveryRound.Attempt;
import io.orderflow.integration.webhook.WebhookDeliveries.Due;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class DeliveryRoundTest {

  private static final Semaphore MANY = new Semaphore(100);

  /** So that no round is over because this machine was busy. */
  private static final Clock STANDING = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);

  @Test
  void as_many_orders_are_sent_to_at_the_same_time_as_allowed_and_no_more() {
    assertThat(mostAtTheSameTime(3, 3, MANY)).isEqualTo(3);
  }

  @Test
  void attempts_beside_the_first_need_a_permit_and_give_it_back() {
    var one = new Semaphore(1);

    assertThat(mostAtTheSameTime(2, 8, one)).isEqualTo(2);
    assertThat(one.availablePermits()).isEqualTo(1);
  }

  @Test
  void without_any_permit_one_attempt_is_made_at_a_time() {
    assertThat(mostAtTheSameTime(1, 8, new Semaphore(0))).isEqualTo(1);
  }

  /**
   * @param awaited attempts end when so many are under way
   */
  private static int mostAtTheSameTime(int awaited, int concurrency, Semaphore more) {
    var underWay = new AtomicInteger();
    var most = new AtomicInteger();
    var together = new CountDownLatch(awaited);
    var attempts =
        round(
                deliveries(12, 1),
                _ -> {
                  most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
                  together.countDown();
                  await(together);
                  underWay.decrementAndGet();
                  return answered(204);
                })
            .send(concurrency, more);
    assertThat(attempts).hasSize(12);
    return most.get();
  }

  @Test
  void events_of_one_order_are_sent_one_after_another_in_their_sequence() {
    var deliveries = deliveries(5, 20);
    Map<String, List<Long>> sent = new ConcurrentHashMap<>();
    Map<String, AtomicInteger> underWay = new ConcurrentHashMap<>();
    var overlaps = new AtomicInteger();

    round(
            deliveries,
            delivery -> {
              var ofOrder = underWay.computeIfAbsent(delivery.orderId(), _ -> new AtomicInteger());
              if (ofOrder.incrementAndGet() > 1) {
                overlaps.incrementAndGet();
              }
              sent.computeIfAbsent(delivery.orderId(), _ -> new ArrayList<>()).add(delivery.id());
              ofOrder.decrementAndGet();
              return answered(204);
            })
        .send(5, MANY);

    assertThat(overlaps).hasValue(0);
    assertThat(sent).hasSize(5);
    assertThat(sent.values()).allSatisfy(ids -> assertThat(ids).hasSize(20).isSorted());
  }

  @Test
  void after_an_attempt_without_an_answer_none_begins() {
    var unanswered = new AttemptResult(null, "nothing", Duration.ZERO, null);

    assertThat(sentUntil(unanswered)).hasSize(3).last().isEqualTo(unanswered);
  }

  @Test
  void after_an_answer_that_asks_for_a_pause_or_is_gone_none_begins() {
    var busy = new AttemptResult(429, "", Duration.ZERO, Duration.ofSeconds(60));

    assertThat(sentUntil(busy)).hasSize(3).last().isEqualTo(busy);
    assertThat(sentUntil(answered(410))).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(ints = {302, 422, 500, 503})
  void an_event_that_is_refused_holds_up_no_other(int status) {
    assertThat(sentUntil(answered(status))).hasSize(10).contains(answered(status));
  }

  /** What comes of ten deliveries, one after another, of which the third has this result. */
  private static List<AttemptResult> sentUntil(AttemptResult third) {
    return round(deliveries(10, 1), delivery -> delivery.id() == 3 ? third : answered(204))
        .send(1, MANY)
        .stream()
        .map(Attempt::result)
        .toList();
  }

  @Test
  void a_node_that_stops_begins_no_further_attempt_and_keeps_what_was_answered() {
    var stopping = new AtomicBoolean();
    var attempts =
        new DeliveryRound(
                deliveries(10, 1),
                delivery -> {
                  stopping.set(delivery.id() == 2);
                  return answered(204);
                },
                stopping::get,
                STANDING)
            .send(1, MANY);

    assertThat(attempts).extracting(each -> each.delivery().id()).containsExactly(1L, 2L);
  }

  @Test
  void an_attempt_that_was_ended_by_the_stop_of_the_node_says_nothing() {
    var stopping = new AtomicBoolean();
    var attempts =
        new DeliveryRound(
                deliveries(2, 1),
                _ -> {
                  stopping.set(true);
                  return new AttemptResult(null, "interrupted", Duration.ZERO, null);
                },
                stopping::get,
                STANDING)
            .send(1, MANY);

    assertThat(attempts).isEmpty();
  }

  private static DeliveryRound round(List<Due> deliveries, DeliveryRound.Sending sending) {
    return new DeliveryRound(deliveries, sending, () -> false, STANDING);
  }

  /** The first event of each order, then the second of each, and so on. */
  private static List<Due> deliveries(int orders, int events) {
    return IntStream.rangeClosed(1, orders * events)
        .mapToObj(id -> new Due(id, 1, "event-" + id, "order-" + id % orders, "", Instant.MIN, 0))
        .toList();
  }

  private static AttemptResult answered(int status) {
    return new AttemptResult(status, "", Duration.ZERO, null);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
