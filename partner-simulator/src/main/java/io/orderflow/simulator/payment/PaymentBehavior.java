package io.orderflow.simulator.payment;

import io.orderflow.simulator.book.LedgerChange;
import io.orderflow.simulator.book.LedgerDecision;
import io.orderflow.simulator.book.LedgerEntry;
import io.orderflow.simulator.book.Refusal;
import io.orderflow.simulator.book.RequestId;
import io.orderflow.simulator.book.RequestRecord;
import io.orderflow.simulator.book.RequestRecord.Standing;
import io.orderflow.simulator.book.RequestTerms;
import io.orderflow.simulator.book.ScheduledCallback;
import io.orderflow.simulator.partner.FailFirstAttempts;
import io.orderflow.simulator.partner.IdsAndClock;
import io.orderflow.simulator.partner.PartnerBehavior;
import io.orderflow.simulator.settings.SimulatorSettings;
import io.orderflow.simulator.wire.SimulatedReply;
import io.orderflow.simulator.wire.SimulatedReply.Manner;
import org.jspecify.annotations.Nullable;

/** How the payment partner behaves, card by card. */
final class PaymentBehavior implements PartnerBehavior {

  private static final Refusal DECLINED =
      new Refusal("CARD_DECLINED", "The card was declined by its bank.");
  private static final Refusal UNKNOWN_METHOD =
      new Refusal("UNKNOWN_PAYMENT_METHOD", "There is no such payment method.");
  private static final Refusal VOIDED =
      new Refusal("VOIDED", "This key was voided before it was charged.");

  private final SimulatorSettings settings;
  private final IdsAndClock ids;
  private final FailFirstAttempts flakiness = new FailFirstAttempts();

  PaymentBehavior(SimulatorSettings settings, IdsAndClock ids) {
    this.settings = settings;
    this.ids = ids;
  }

  @Override
  public RequestId.Kind kind() {
    return RequestId.Kind.CHARGE;
  }

  @Override
  public LedgerDecision<SimulatedReply> judge(RequestId id, RequestTerms terms) {
    PaymentScenario paymentScenario = PaymentScenario.of(terms.magic());
    return switch (paymentScenario) {
      case null -> refuse(id, terms, UNKNOWN_METHOD);
      case DECLINED -> refuse(id, terms, DECLINED);
      case OK, REFUND_FAILS -> charge(id, terms, null);
      case SLOW -> {
        LedgerDecision<SimulatedReply> charged = charge(id, terms, null);
        yield new LedgerDecision<>(charged.answer().in(Manner.SLOW), charged.change());
      }
      case FLAKY ->
          flakiness.fails(id.key())
              ? LedgerDecision.unchanged(
                  SimulatedReply.outage("The payment partner is out of order."))
              : charge(id, terms, null);
      case SILENT -> LedgerDecision.unchanged(SimulatedReply.silence());
      case SILENT_CHARGED ->
          charge(
              id,
              terms,
              ids.appointment(id, ScheduledCallback.Type.CHARGED, settings.lateCallbackAfter()));
      case ASYNC, TWICE ->
          accept(
              id,
              terms,
              ScheduledCallback.Type.CHARGED,
              paymentScenario == PaymentScenario.TWICE ? 2 : 1);
      case ASYNC_DECLINED -> accept(id, terms, ScheduledCallback.Type.DECLINED, 1);
    };
  }

  private LedgerDecision<SimulatedReply> refuse(RequestId id, RequestTerms terms, Refusal why) {
    RequestRecord refused = RequestRecord.refused(id, terms, why);
    return new LedgerDecision<>(answer(refused), LedgerChange.of(refused));
  }

  private LedgerDecision<SimulatedReply> charge(
      RequestId id, RequestTerms terms, @Nullable ScheduledCallback told) {
    RequestRecord charged = RequestRecord.done(id, terms, ids.id("ch"));
    return new LedgerDecision<>(answer(charged), booked(charged).arranging(told));
  }

  private LedgerChange booked(RequestRecord charged) {
    return LedgerChange.of(charged).booking(ids.entry(LedgerEntry.Kind.CHARGE, charged));
  }

  private LedgerDecision<SimulatedReply> accept(
      RequestId id, RequestTerms terms, ScheduledCallback.Type end, int deliveries) {
    RequestRecord open = RequestRecord.open(id, terms);
    ScheduledCallback told =
        ids.appointment(id, end, settings.callbackDelay()).delivered(deliveries);
    return new LedgerDecision<>(answer(open), LedgerChange.of(open).arranging(told));
  }

  @Override
  public SimulatedReply answer(RequestRecord requestRecord) {
    SimulatedReply simulatedReply =
        switch (requestRecord.standing()) {
          case OPEN -> SimulatedReply.accepted(ChargeView.plain("PENDING", requestRecord));
          case DONE, CLOSED -> SimulatedReply.done(ChargeView.charged(requestRecord));
          case REFUSED -> SimulatedReply.no(requestRecord.requireRefusal());
          case UNDONE -> SimulatedReply.no(VOIDED);
        };
    return PaymentScenario.of(requestRecord.terms().magic()) == PaymentScenario.SILENT_CHARGED
        ? simulatedReply.in(Manner.SILENT)
        : simulatedReply;
  }

  @Override
  public SimulatedReply found(RequestRecord requestRecord) {
    SimulatedReply simulatedReply =
        switch (requestRecord.standing()) {
          case OPEN -> SimulatedReply.done(ChargeView.plain("PENDING", requestRecord));
          case DONE, CLOSED -> SimulatedReply.done(ChargeView.charged(requestRecord));
          case REFUSED -> SimulatedReply.done(ChargeView.declined(requestRecord));
          case UNDONE -> SimulatedReply.done(ChargeView.plain("VOIDED", requestRecord));
        };
    boolean hushed =
        PaymentScenario.of(requestRecord.terms().magic()) == PaymentScenario.SILENT_CHARGED
            && requestRecord.standing() == Standing.DONE;
    return hushed ? simulatedReply.in(Manner.SILENT) : simulatedReply;
  }

  /** A void never moves money: it only tells of the charge. */
  @Override
  public LedgerDecision<SimulatedReply> undoDone(RequestRecord requestRecord) {
    return LedgerDecision.unchanged(SimulatedReply.done(ChargeView.charged(requestRecord)));
  }

  @Override
  public LedgerChange fence(RequestRecord undone) {
    return LedgerChange.of(undone)
        .booking(ids.entry(LedgerEntry.Kind.VOID, undone).withoutAmount());
  }

  @Override
  public SimulatedReply undone(RequestRecord requestRecord) {
    return SimulatedReply.done(ChargeView.plain("VOIDED", requestRecord));
  }

  @Override
  public @Nullable LedgerChange fallDue(
      ScheduledCallback appointment, RequestRecord requestRecord) {
    if (requestRecord.standing() != Standing.OPEN) {
      return null;
    }
    return appointment.type() == ScheduledCallback.Type.DECLINED
        ? LedgerChange.of(requestRecord.refused(DECLINED))
        : booked(requestRecord.done(ids.id("ch")));
  }

  @Override
  public Object message(ScheduledCallback appointment, RequestRecord requestRecord) {
    return PaymentCallback.of(appointment, requestRecord);
  }
}
