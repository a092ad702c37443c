package io.orderflow.simulator.payment;

import io.orderflow.simulator.ledger.LedgerChange;
import io.orderflow.simulator.ledger.LedgerDecision;
import io.orderflow.simulator.ledger.LedgerEntry;
import io.orderflow.simulator.ledger.Refusal;
import io.orderflow.simulator.ledger.RequestId;
import io.orderflow.simulator.ledger.RequestRecord;
import io.orderflow.simulator.ledger.RequestRecord.Standing;
import io.orderflow.simulator.ledger.RequestTerms;
import io.orderflow.simulator.ledger.ScheduledCallback;
import io.orderflow.simulator.partner.FailFirstAttempts;
import io.orderflow.simulator.partner.IdsAndClock;
import io.orderflow.simulator.partner.PartnerBehavior;
import io.orderflow.simulator.settings.SimulatorProperties;
import io.orderflow.simulator.wire.SimulatedReply;
import io.orderflow.simulator.wire.SimulatedReply.Manner;
import org.jspecify.annotations.Nullable;

/** The behavior of the payment partner, by payment method. */
final class PaymentBehavior implements PartnerBehavior {

  private static final Refusal DECLINED =
      new Refusal("CARD_DECLINED", "The card was declined by its bank.");
  private static final Refusal UNKNOWN_METHOD =
      new Refusal("UNKNOWN_PAYMENT_METHOD", "There is no such payment method.");
  private static final Refusal VOIDED =
      new Refusal("VOIDED", "This key was voided before it was charged.");

  private final SimulatorProperties settings;
  private final IdsAndClock ids;
  private final FailFirstAttempts flakiness = new FailFirstAttempts();

  PaymentBehavior(SimulatorProperties settings, IdsAndClock ids) {
    this.settings = settings;
    this.ids = ids;
  }

  @Override
  public RequestId.Kind kind() {
    return RequestId.Kind.CHARGE;
  }

  @Override
  public LedgerDecision<SimulatedReply> decide(RequestId id, RequestTerms terms) {
    PaymentScenario scenario = PaymentScenario.of(terms.magic());
    return switch (scenario) {
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
              ids.callback(id, ScheduledCallback.Type.CHARGED, settings.lateCallbackAfter()));
      case ASYNC, TWICE ->
          accept(
              id, terms, ScheduledCallback.Type.CHARGED, scenario == PaymentScenario.TWICE ? 2 : 1);
      case ASYNC_DECLINED -> accept(id, terms, ScheduledCallback.Type.DECLINED, 1);
    };
  }

  private LedgerDecision<SimulatedReply> refuse(RequestId id, RequestTerms terms, Refusal why) {
    RequestRecord refused = RequestRecord.refused(id, terms, why);
    return new LedgerDecision<>(answer(refused), LedgerChange.of(refused));
  }

  private LedgerDecision<SimulatedReply> charge(
      RequestId id, RequestTerms terms, @Nullable ScheduledCallback callback) {
    RequestRecord charged = RequestRecord.done(id, terms, ids.id("ch"));
    return new LedgerDecision<>(answer(charged), recorded(charged).withCallback(callback));
  }

  private LedgerChange recorded(RequestRecord charged) {
    return LedgerChange.of(charged).withEntry(ids.entry(LedgerEntry.Kind.CHARGE, charged));
  }

  private LedgerDecision<SimulatedReply> accept(
      RequestId id, RequestTerms terms, ScheduledCallback.Type end, int deliveries) {
    RequestRecord open = RequestRecord.open(id, terms);
    ScheduledCallback callback =
        ids.callback(id, end, settings.callbackDelay()).delivered(deliveries);
    return new LedgerDecision<>(answer(open), LedgerChange.of(open).withCallback(callback));
  }

  @Override
  public SimulatedReply answer(RequestRecord request) {
    SimulatedReply reply =
        switch (request.standing()) {
          case OPEN -> SimulatedReply.accepted(ChargeView.plain("PENDING", request));
          case DONE, CLOSED -> SimulatedReply.done(ChargeView.charged(request));
          case REFUSED -> SimulatedReply.no(request.requireRefusal());
          case UNDONE -> SimulatedReply.no(VOIDED);
        };
    return PaymentScenario.of(request.terms().magic()) == PaymentScenario.SILENT_CHARGED
        ? reply.in(Manner.SILENT)
        : reply;
  }

  @Override
  public SimulatedReply found(RequestRecord request) {
    SimulatedReply reply =
        switch (request.standing()) {
          case OPEN -> SimulatedReply.done(ChargeView.plain("PENDING", request));
          case DONE, CLOSED -> SimulatedReply.done(ChargeView.charged(request));
          case REFUSED -> SimulatedReply.done(ChargeView.declined(request));
          case UNDONE -> SimulatedReply.done(ChargeView.plain("VOIDED", request));
        };
    boolean silent =
        PaymentScenario.of(request.terms().magic()) == PaymentScenario.SILENT_CHARGED
            && request.standing() == Standing.DONE;
    return silent ? reply.in(Manner.SILENT) : reply;
  }

  /** A void never moves money: it reports the charge. */
  @Override
  public LedgerDecision<SimulatedReply> undoDone(RequestRecord request) {
    return LedgerDecision.unchanged(SimulatedReply.done(ChargeView.charged(request)));
  }

  @Override
  public LedgerChange undo(RequestRecord undone) {
    return LedgerChange.of(undone)
        .withEntry(ids.entry(LedgerEntry.Kind.VOID, undone).withoutAmount());
  }

  @Override
  public SimulatedReply undone(RequestRecord request) {
    return SimulatedReply.done(ChargeView.plain("VOIDED", request));
  }

  @Override
  public @Nullable LedgerChange onDue(ScheduledCallback callback, RequestRecord request) {
    if (request.standing() != Standing.OPEN) {
      return null;
    }
    return callback.type() == ScheduledCallback.Type.DECLINED
        ? LedgerChange.of(request.refused(DECLINED))
        : recorded(request.done(ids.id("ch")));
  }

  @Override
  public Object message(ScheduledCallback callback, RequestRecord request) {
    return PaymentCallback.of(callback, request);
  }
}
