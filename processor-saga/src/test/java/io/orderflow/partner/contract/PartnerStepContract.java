package io.orderflow.partner.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.orderflow.api.order.OrderCommand;
import io.orderflow.fulfillment.OrderFacts;
import io.orderflow.fulfillment.PartnerAnswer;
import io.orderflow.fulfillment.PartnerStep;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The rules that keep money and goods safe at any partner that is called over HTTP. Extend it for
 * each adapter, and run it against the partner's sandbox or a stand-in that behaves like it.
 *
 * <p>An exception of the adapter counts as {@link PartnerAnswer.Unknown}, as in production.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
public abstract class PartnerStepContract {

  private static final Duration PATIENT = Duration.ofSeconds(60);
  private static final Duration IMPATIENT = Duration.ofMillis(400);

  private FaultyConnection connection;
  private PartnerStep step;

  /** The adapter, with the partner at this address. */
  protected abstract PartnerStep stepAt(URI url, Duration requestTimeout);

  /** The address of the partner itself. */
  protected abstract URI partner();

  /** A new order that the partner accepts. */
  protected abstract OrderFacts acceptable();

  /** A new order that the partner refuses for good. */
  protected abstract OrderFacts refusable();

  /** The report of an accepted request. */
  protected abstract Class<? extends OrderCommand> yes();

  /** The report of a refused request. */
  protected abstract Class<? extends OrderCommand> no();

  /** The report of an undo where nothing had been done. */
  protected abstract Class<? extends OrderCommand> undone();

  /** The reports of an undo after a yes. */
  protected abstract List<Class<? extends OrderCommand>> undoneAfterYes();

  /** How often the partner has done the step for this order, by the partner's own records. */
  protected abstract long timesDone(OrderFacts order);

  /** The number of HTTP calls in one request; the last one has the effect. */
  protected int callsPerRequest() {
    return 1;
  }

  /** False for a step whose undo is tried once and then counts as done, whatever came back. */
  protected boolean undoIsConfirmed() {
    return true;
  }

  @BeforeEach
  void connect() {
    connection = new FaultyConnection(partner());
    step = stepAt(connection.url(), PATIENT);
  }

  @AfterEach
  void disconnect() {
    connection.close();
  }

  protected final FaultyConnection connection() {
    return connection;
  }

  // --- keys

  @Test
  void a_repeated_request_takes_effect_once_and_gets_the_same_answer() {
    var order = acceptable();
    var first = request(step, order);
    assertTold(first, yes());
    assertThat(request(step, order)).isEqualTo(first);
    assertThat(timesDone(order)).isEqualTo(1);
  }

  @Test
  void concurrent_requests_under_one_key_take_effect_once() {
    var order = acceptable();
    var answers =
        Stream.generate(() -> CompletableFuture.supplyAsync(() -> request(step, order)))
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
    var first = request(step, order);
    assertTold(first, no());
    assertThat(request(step, order)).isEqualTo(first);
    assertThat(timesDone(order)).isZero();
  }

  // --- undo

  @Test
  void the_undo_of_a_key_never_seen_is_done_and_can_be_repeated() {
    var order = acceptable();
    assertTold(undo(step, order), undone());
    assertTold(undo(step, order), undone());
  }

  @Test
  void an_undo_wins_over_a_later_request() {
    var order = acceptable();
    assertTold(undo(step, order), undone());
    assertTold(request(step, order), no());
    assertThat(timesDone(order)).isZero();
  }

  @Test
  void the_undo_of_a_refused_request_is_done() {
    var order = refusable();
    assertTold(request(step, order), no());
    assertTold(undo(step, order), undone());
  }

  @Test
  void the_undo_of_an_accepted_request_reports_what_became_of_it() {
    var order = acceptable();
    assertTold(request(step, order), yes());
    assertThat(told(undo(step, order))).isEqualTo(undoneAfterYes());
  }

  // --- what is no answer

  @Test
  void a_lost_response_is_unknown_and_a_repeat_brings_the_answer() {
    var order = acceptable();
    connection.with(atTheEffect(FaultyConnection.LOST_RESPONSE));
    assertUnknown(request(step, order));
    connection.with(FaultyConnection.NONE);
    assertTold(request(step, order), yes());
    assertThat(timesDone(order)).isEqualTo(1);
  }

  @Test
  void a_time_out_is_unknown_and_its_effect_is_undone_by_key() {
    var order = acceptable();
    var impatient = stepAt(connection.url(), IMPATIENT);
    // On a busy machine the time may be over before the request has come to the partner.
    await()
        .until(
            () -> {
              connection.with(atTheEffect(FaultyConnection.SILENCE));
              assertUnknown(request(impatient, order));
              return timesDone(order) == 1;
            });
    connection.with(FaultyConnection.NONE);
    assertThat(told(undo(step, order))).isEqualTo(undoneAfterYes());
  }

  private FaultyConnection.Fault atTheEffect(FaultyConnection.Fault fault) {
    return FaultyConnection.after(callsPerRequest() - 1, fault);
  }

  @Test
  void a_time_out_of_an_undo_is_unknown() {
    connection.with(FaultyConnection.SILENCE);
    assertUndoUnknown(undo(stepAt(connection.url(), IMPATIENT), acceptable()));
  }

  @Test
  void a_partner_that_cannot_be_reached_is_unknown() {
    connection.close();
    assertUnknown(request(step, acceptable()));
  }

  @Test
  void a_stalled_response_ends_at_the_time_limit() {
    connection.with(FaultyConnection.STALLED_RESPONSE);
    var impatient = stepAt(connection.url(), IMPATIENT);
    assertTimeoutPreemptively(PATIENT, () -> assertUnknown(request(impatient, acceptable())));
  }

  @Test
  void an_endless_response_is_cut_off() {
    connection.with(FaultyConnection.ENDLESS_RESPONSE);
    assertTimeoutPreemptively(PATIENT, () -> assertUnknown(request(step, acceptable())));
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 307, 401, 403, 408, 425, 429, 500, 501, 502, 503, 504, 599})
  void a_redirect_or_a_failure_is_unknown(int status) {
    connection.with(FaultyConnection.answering(status, "{\"code\":\"NO\",\"detail\":\"\"}"));
    assertUnknown(request(step, acceptable()));
    assertUndoUnknown(undo(step, acceptable()));
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
  void a_success_without_a_proper_body_is_unknown(String body) {
    connection.with(FaultyConnection.answering(200, body));
    assertUnknown(request(step, acceptable()));
    assertUndoUnknown(undo(step, acceptable()));
  }

  @Test
  void an_answer_about_another_order_is_unknown() {
    var other = acceptable();
    connection.with(FaultyConnection.repeatingTheFirstAnswer());
    assertTold(request(step, other), yes());
    assertUnknown(request(step, acceptable()));
  }

  @Test
  void an_undo_confirmed_for_another_order_is_unknown() {
    var other = acceptable();
    connection.with(FaultyConnection.repeatingTheFirstAnswer());
    assertTold(undo(step, other), undone());
    assertUndoUnknown(undo(step, acceptable()));
  }

  // --- how answers are looked at

  protected static PartnerAnswer request(PartnerStep step, OrderFacts order) {
    return answerOf(() -> step.request(order, 1));
  }

  protected static PartnerAnswer undo(PartnerStep step, OrderFacts order) {
    return answerOf(() -> step.undo(order, 1));
  }

  private static PartnerAnswer answerOf(Supplier<PartnerAnswer> call) {
    try {
      return call.get();
    } catch (RuntimeException failed) {
      return new PartnerAnswer.Unknown(failed.getClass().getSimpleName());
    }
  }

  protected final void assertUndoUnknown(PartnerAnswer answer) {
    if (undoIsConfirmed()) {
      assertUnknown(answer);
    } else {
      assertTold(answer, undone());
    }
  }

  protected static void assertUnknown(PartnerAnswer answer) {
    assertThat(answer).isInstanceOf(PartnerAnswer.Unknown.class);
    assertThat(((PartnerAnswer.Unknown) answer).error()).isNotBlank().hasSizeLessThanOrEqualTo(500);
  }

  protected static void assertTold(PartnerAnswer answer, Class<? extends OrderCommand> report) {
    assertThat(told(answer)).as("%s", answer).isEqualTo(List.of(report));
  }

  protected static List<Class<?>> told(PartnerAnswer answer) {
    assertThat(answer).isInstanceOf(PartnerAnswer.Settled.class);
    return ((PartnerAnswer.Settled) answer)
        .reports().stream().<Class<?>>map(Object::getClass).toList();
  }
}
