package io.orderflow.simulator.notification;

import io.orderflow.simulator.ledger.Ledger;
import io.orderflow.simulator.ledger.LedgerChange;
import io.orderflow.simulator.ledger.LedgerDecision;
import io.orderflow.simulator.ledger.LedgerEntry;
import io.orderflow.simulator.ledger.LedgerThread;
import io.orderflow.simulator.ledger.Refusal;
import io.orderflow.simulator.ledger.RequestId;
import io.orderflow.simulator.ledger.RequestRecord;
import io.orderflow.simulator.ledger.RequestRecord.Standing;
import io.orderflow.simulator.ledger.RequestTerms;
import io.orderflow.simulator.partner.FailFirstAttempts;
import io.orderflow.simulator.partner.IdsAndClock;
import io.orderflow.simulator.wire.RequestRejectedException;
import io.orderflow.simulator.wire.SimulatedReply;
import io.orderflow.simulator.wire.SimulatedReply.Manner;
import java.util.concurrent.CompletableFuture;

/** Accepts notifications, each key once, by customer. It keeps none of their facts. */
final class NotificationBehavior {

  private static final String SLOW = "notify-slow";
  private static final String FLAKY = "notify-flaky";
  private static final String DOWN = "notify-down";
  private static final String REFUSED = "notify-refused";

  private static final Refusal NOT_REACHABLE =
      new Refusal("CUSTOMER_NOT_REACHABLE", "There is no way to reach this customer.");

  private final LedgerThread ledgerThread;
  private final IdsAndClock ids;
  private final FailFirstAttempts flakiness = new FailFirstAttempts();

  NotificationBehavior(LedgerThread ledgerThread, IdsAndClock ids) {
    this.ledgerThread = ledgerThread;
    this.ids = ids;
  }

  record NotificationView(String status, String key, String orderId, String notificationId) {}

  CompletableFuture<SimulatedReply> accept(String key, RequestTerms terms) {
    RequestId id = new RequestId(RequestId.Kind.NOTIFICATION, key);
    return ledgerThread.submit(
        ledger -> {
          RequestRecord known = ledger.find(id);
          return known == null ? decide(ledger, id, terms) : repeat(known, terms);
        });
  }

  private static LedgerDecision<SimulatedReply> repeat(RequestRecord known, RequestTerms terms) {
    if (!known.terms().fits(terms)) {
      throw RequestRejectedException.keyReused(known.id().key());
    }
    return LedgerDecision.unchanged(
        known.standing() == Standing.REFUSED
            ? SimulatedReply.no(known.requireRefusal())
            : accepted(known));
  }

  private LedgerDecision<SimulatedReply> decide(Ledger ledger, RequestId id, RequestTerms terms) {
    return switch (terms.magic()) {
      case REFUSED -> {
        RequestRecord refused = RequestRecord.refused(id, terms, NOT_REACHABLE);
        yield new LedgerDecision<>(SimulatedReply.no(NOT_REACHABLE), LedgerChange.of(refused));
      }
      case DOWN ->
          ledger.refundsHealed()
              ? accept(id, terms, Manner.AT_ONCE)
              : LedgerDecision.unchanged(SimulatedReply.outage("Notifications are out of order."));
      case FLAKY ->
          flakiness.fails(id.key())
              ? LedgerDecision.unchanged(SimulatedReply.outage("The queue is full."))
              : accept(id, terms, Manner.AT_ONCE);
      case SLOW -> accept(id, terms, Manner.SLOW);
      case null, default -> accept(id, terms, Manner.AT_ONCE);
    };
  }

  private LedgerDecision<SimulatedReply> accept(RequestId id, RequestTerms terms, Manner manner) {
    RequestRecord accepted = RequestRecord.done(id, terms, ids.id("ntf"));
    return new LedgerDecision<>(
        accepted(accepted).in(manner),
        LedgerChange.of(accepted).withEntry(ids.entry(LedgerEntry.Kind.NOTIFICATION, accepted)));
  }

  private static SimulatedReply accepted(RequestRecord request) {
    return SimulatedReply.accepted(
        new NotificationView(
            "ACCEPTED", request.id().key(), request.terms().orderId(), request.requireReference()));
  }
}
