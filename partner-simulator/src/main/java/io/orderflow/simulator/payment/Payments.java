package io.orderflow.simulator.payment;

import io.orderflow.simulator.SimulatorSettings;
import io.orderflow.simulator.book.Appointment;
import io.orderflow.simulator.book.Change;
import io.orderflow.simulator.book.Deal;
import io.orderflow.simulator.book.Deal.Standing;
import io.orderflow.simulator.book.DealId;
import io.orderflow.simulator.book.Decision;
import io.orderflow.simulator.book.LedgerEntry;
import io.orderflow.simulator.book.Refusal;
import io.orderflow.simulator.book.Terms;
import io.orderflow.simulator.partner.Clerk;
import io.orderflow.simulator.partner.Flakiness;
import io.orderflow.simulator.partner.Partner;
import io.orderflow.simulator.wire.Reply;
import io.orderflow.simulator.wire.Reply.Manner;
import org.jspecify.annotations.Nullable;

/** How the payment partner behaves, card by card. */
final class Payments implements Partner {

  private static final Refusal DECLINED =
      new Refusal("CARD_DECLINED", "The card was declined by its bank.");
  private static final Refusal UNKNOWN_METHOD =
      new Refusal("UNKNOWN_PAYMENT_METHOD", "There is no such payment method.");
  private static final Refusal VOIDED =
      new Refusal("VOIDED", "This key was voided before it was charged.");

  private final SimulatorSettings settings;
  private final Clerk clerk;
  private final Flakiness flakiness = new Flakiness();

  Payments(SimulatorSettings settings, Clerk clerk) {
    this.settings = settings;
    this.clerk = clerk;
  }

  @Override
  public DealId.Kind kind() {
    return DealId.Kind.CHARGE;
  }

  @Override
  public Decision<Reply> judge(DealId id, Terms terms) {
    Card card = Card.of(terms.magic());
    return switch (card) {
      case null -> refuse(id, terms, UNKNOWN_METHOD);
      case DECLINED -> refuse(id, terms, DECLINED);
      case OK, REFUND_FAILS -> charge(id, terms, null);
      case SLOW -> {
        Decision<Reply> charged = charge(id, terms, null);
        yield new Decision<>(charged.answer().in(Manner.SLOW), charged.change());
      }
      case FLAKY ->
          flakiness.fails(id.key())
              ? Decision.unchanged(Reply.outage("The payment partner is out of order."))
              : charge(id, terms, null);
      case SILENT -> Decision.unchanged(Reply.silence());
      case SILENT_CHARGED ->
          charge(
              id,
              terms,
              clerk.appointment(id, Appointment.Type.CHARGED, settings.lateCallbackAfter()));
      case ASYNC, TWICE -> accept(id, terms, Appointment.Type.CHARGED, card == Card.TWICE ? 2 : 1);
      case ASYNC_DECLINED -> accept(id, terms, Appointment.Type.DECLINED, 1);
    };
  }

  private Decision<Reply> refuse(DealId id, Terms terms, Refusal why) {
    Deal refused = Deal.refused(id, terms, why);
    return new Decision<>(answer(refused), Change.of(refused));
  }

  private Decision<Reply> charge(DealId id, Terms terms, @Nullable Appointment told) {
    Deal charged = Deal.done(id, terms, clerk.id("ch"));
    return new Decision<>(answer(charged), booked(charged).arranging(told));
  }

  private Change booked(Deal charged) {
    return Change.of(charged).booking(clerk.entry(LedgerEntry.Kind.CHARGE, charged));
  }

  private Decision<Reply> accept(DealId id, Terms terms, Appointment.Type end, int deliveries) {
    Deal open = Deal.open(id, terms);
    Appointment told = clerk.appointment(id, end, settings.callbackDelay()).delivered(deliveries);
    return new Decision<>(answer(open), Change.of(open).arranging(told));
  }

  @Override
  public Reply answer(Deal deal) {
    Reply reply =
        switch (deal.standing()) {
          case OPEN -> Reply.accepted(ChargeView.plain("PENDING", deal));
          case DONE, CLOSED -> Reply.done(ChargeView.charged(deal));
          case REFUSED -> Reply.no(deal.requireRefusal());
          case UNDONE -> Reply.no(VOIDED);
        };
    return Card.of(deal.terms().magic()) == Card.SILENT_CHARGED ? reply.in(Manner.SILENT) : reply;
  }

  @Override
  public Reply found(Deal deal) {
    Reply reply =
        switch (deal.standing()) {
          case OPEN -> Reply.done(ChargeView.plain("PENDING", deal));
          case DONE, CLOSED -> Reply.done(ChargeView.charged(deal));
          case REFUSED -> Reply.done(ChargeView.declined(deal));
          case UNDONE -> Reply.done(ChargeView.plain("VOIDED", deal));
        };
    boolean hushed =
        Card.of(deal.terms().magic()) == Card.SILENT_CHARGED && deal.standing() == Standing.DONE;
    return hushed ? reply.in(Manner.SILENT) : reply;
  }

  /** A void never moves money: it only tells of the charge. */
  @Override
  public Decision<Reply> undoDone(Deal deal) {
    return Decision.unchanged(Reply.done(ChargeView.charged(deal)));
  }

  @Override
  public Change fence(Deal undone) {
    return Change.of(undone).booking(clerk.entry(LedgerEntry.Kind.VOID, undone).withoutAmount());
  }

  @Override
  public Reply undone(Deal deal) {
    return Reply.done(ChargeView.plain("VOIDED", deal));
  }

  @Override
  public @Nullable Change fallDue(Appointment appointment, Deal deal) {
    if (deal.standing() != Standing.OPEN) {
      return null;
    }
    return appointment.type() == Appointment.Type.DECLINED
        ? Change.of(deal.refused(DECLINED))
        : booked(deal.done(clerk.id("ch")));
  }

  @Override
  public Object message(Appointment appointment, Deal deal) {
    return PaymentCallback.of(appointment, deal);
  }
}
