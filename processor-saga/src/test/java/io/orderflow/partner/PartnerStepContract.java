package io.orderflow.partner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.orderflow.api.order.OrderCommand;
import io.orderflow.fulfillment.OrderFacts;
import io.orderflow.fulfillment.PartnerAnswer;
import io.orderflow.fulfillment.PartnerStep;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every partner and its adapter must keep, whoever they are: extend this for a new partner,
 * against the partner's own sandbox or a stand-in. Money and goods are only safe where it holds.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
public abstract class PartnerStepContract {

  private static final Duration PATIENT = Duration.ofSeconds(60);
  private static final Duration IMPATIENT = Duration.ofMillis(400);

  private Relay relay;
  private PartnerStep step;

  /** The adapter, talking to that address. */
  protected abstract PartnerStep stepAt(URI url, Duration requestTimeout);

  /** The partner itself. */
  protected abstract URI partner();

  /** A new order the partner says yes to. */
  protected abstract OrderFacts acceptable();

  /** A new order the partner says no to. */
  protected abstract OrderFacts refusable();

  /** What the order is told of a yes, of a no, and of an undo of something that never happened. */
  protected abstract Class<? extends OrderCommand> yes();

  protected abstract Class<? extends OrderCommand> no();

  protected abstract Class<? extends OrderCommand> undone();

  /** What the order is told when something is undone that has happened. */
  protected abstract List<Class<? extends OrderCommand>> undoneAfterYes();

  /** How often the partner has done it for this order, by the partner's own books. */
  protected abstract long timesDone(OrderFacts order);

  /** False for a step whose undo is tried once and then taken for done, whatever came back. */
  protected boolean undoIsConfirmed() {
    return true;
  }

  @BeforeEach
  void putTheRelayBetween() {
    relay = new Relay(partner());
    step = stepAt(relay.url(), PATIENT);
  }

  @AfterEach
  void takeTheRelayAway() {
    relay.close();
  }

  // --- keys

  @Test
  void what_is_asked_twice_under_one_key_happens_once_and_is_answered_alike() {
    var order = acceptable();
    var first = step.request(order, 1);
    assertTold(first, yes());
    assertThat(step.request(order, 1)).isEqualTo(first);
    assertThat(timesDone(order)).isEqualTo(1);
  }

  @Test
  void what_is_asked_many_times_at_once_happens_once() {
    var order = acceptable();
    var answers =
        Stream.generate(() -> CompletableFuture.supplyAsync(() -> step.request(order, 1)))
            .limit(8)
            .toList()
            .stream()
            .map(CompletableFuture::join)
            .distinct()
            .toList();
    assertThat(answers).hasSize(1);
    assertThat(timesDone(order)).isEqualTo(1);
  }

  @Test
  void a_no_is_repeated_for_its_key() {
    var order = refusable();
    var first = step.request(order, 1);
    assertTold(first, no());
    assertThat(step.request(order, 1)).isEqualTo(first);
    assertThat(timesDone(order)).isZero();
  }

  // --- undo

  @Test
  void the_undo_of_a_key_never_seen_says_undone_and_says_it_again() {
    var order = acceptable();
    assertTold(step.undo(order, 1), undone());
    assertTold(step.undo(order, 1), undone());
  }

  @Test
  void an_undo_wins_over_a_request_that_comes_later() {
    var order = acceptable();
    assertTold(step.undo(order, 1), undone());
    assertTold(step.request(order, 1), no());
    assertThat(timesDone(order)).isZero();
  }

  @Test
  void the_undo_of_what_was_refused_says_undone() {
    var order = refusable();
    assertTold(step.request(order, 1), no());
    assertTold(step.undo(order, 1), undone());
  }

  @Test
  void the_undo_of_what_has_happened_says_what_became_of_it() {
    var order = acceptable();
    assertTold(step.request(order, 1), yes());
    assertThat(told(step.undo(order, 1))).isEqualTo(undoneAfterYes());
  }

  // --- what is not an answer

  @Test
  void an_answer_lost_on_its_way_is_unknown_and_asking_again_brings_it() {
    var order = acceptable();
    relay.with(Relay.LOSE_ANSWER);
    assertUnknown(step.request(order, 1));
    relay.with(Relay.NONE);
    assertTold(step.request(order, 1), yes());
    assertThat(timesDone(order)).isEqualTo(1);
  }

  @Test
  void silence_is_unknown_and_the_effect_is_undone_by_key() {
    var order = acceptable();
    relay.with(Relay.SILENCE);
    assertUnknown(stepAt(relay.url(), IMPATIENT).request(order, 1));
    relay.with(Relay.NONE);
    assertThat(told(step.undo(order, 1))).isEqualTo(undoneAfterYes());
  }

  @Test
  void silence_after_an_undo_is_unknown() {
    relay.with(Relay.SILENCE);
    assertUndoUnknown(stepAt(relay.url(), IMPATIENT).undo(acceptable(), 1));
  }

  @Test
  void a_partner_that_is_away_is_unknown() {
    relay.close();
    assertUnknown(step.request(acceptable(), 1));
  }

  @Test
  void an_answer_that_gets_stuck_is_given_up_in_time() {
    relay.with(Relay.STUCK_ANSWER);
    var impatient = stepAt(relay.url(), IMPATIENT);
    assertTimeoutPreemptively(PATIENT, () -> assertUnknown(impatient.request(acceptable(), 1)));
  }

  @Test
  void an_answer_without_end_is_given_up() {
    relay.with(Relay.ENDLESS_ANSWER);
    assertTimeoutPreemptively(PATIENT, () -> assertUnknown(step.request(acceptable(), 1)));
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        201, 204, 206, 301, 302, 307, 400, 401, 403, 404, 405, 408, 409, 410, 413, 425, 429, 451,
        500, 501, 502, 503, 504, 599
      })
  void no_other_status_is_an_answer(int status) {
    relay.with(Relay.answering(status, status == 204 ? null : "{\"code\":\"NO\",\"detail\":\"\"}"));
    assertUnknown(step.request(acceptable(), 1));
    assertUndoUnknown(step.undo(acceptable(), 1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<html>a proxy's page</html>",
        "null",
        "[]",
        "{}",
        "{\"code\":\"no\",\"detail\":\"\"}",
        "{\"status\":\"SOMETHING_NEW\"}"
      })
  void a_yes_or_a_no_without_a_proper_body_is_unknown(String body) {
    for (int status : new int[] {200, 422}) {
      relay.with(Relay.answering(status, body));
      assertUnknown(step.request(acceptable(), 1));
      assertUndoUnknown(step.undo(acceptable(), 1));
    }
  }

  @Test
  void an_answer_about_another_order_is_unknown() {
    var other = acceptable();
    relay.with(Relay.repeatingTheFirstAnswer());
    assertTold(step.request(other, 1), yes());
    assertUnknown(step.request(acceptable(), 1));
  }

  @Test
  void an_undo_confirmed_for_another_order_is_unknown() {
    var other = acceptable();
    relay.with(Relay.repeatingTheFirstAnswer());
    assertTold(step.undo(other, 1), undone());
    assertUndoUnknown(step.undo(acceptable(), 1));
  }

  @Test
  void a_promise_to_answer_later_is_neither_yes_nor_no() {
    relay.with(Relay.answering(202, "{}"));
    assertThat(step.request(acceptable(), 1)).isEqualTo(new PartnerAnswer.Later());
  }

  @Test
  void a_no_with_a_word_nobody_knows_is_still_a_no() {
    relay.with(Relay.answering(422, "{\"code\":\"NEVER_HEARD_OF\",\"detail\":\"\\u0000x\"}"));
    assertTold(step.request(acceptable(), 1), no());
  }

  private void assertUndoUnknown(PartnerAnswer partnerAnswer) {
    if (undoIsConfirmed()) {
      assertUnknown(partnerAnswer);
    } else {
      assertTold(partnerAnswer, undone());
    }
  }

  protected static void assertUnknown(PartnerAnswer partnerAnswer) {
    assertThat(partnerAnswer).isInstanceOf(PartnerAnswer.Unknown.class);
    assertThat(((PartnerAnswer.Unknown) partnerAnswer).error())
        .isNotBlank()
        .hasSizeLessThanOrEqualTo(500);
  }

  protected static void assertTold(
      PartnerAnswer partnerAnswer, Class<? extends OrderCommand> report) {
    assertThat(told(partnerAnswer)).as("%s", partnerAnswer).isEqualTo(List.of(report));
  }

  protected static List<Class<?>> told(PartnerAnswer partnerAnswer) {
    assertThat(partnerAnswer).isInstanceOf(PartnerAnswer.Settled.class);
    return ((PartnerAnswer.Settled) partnerAnswer)
        .reports().stream().<Class<?>>map(Object::getClass).toList();
  }
}
