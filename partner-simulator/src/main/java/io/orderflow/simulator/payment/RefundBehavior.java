package io.orderflow.simulator.payment;

import io.orderflow.simulator.ledger.Ledger;
import io.orderflow.simulator.ledger.LedgerChange;
import io.orderflow.simulator.ledger.LedgerDecision;
import io.orderflow.simulator.ledger.LedgerEntry;
import io.orderflow.simulator.ledger.LedgerThread;
import io.orderflow.simulator.ledger.PartnerMoney;
import io.orderflow.simulator.ledger.Refusal;
import io.orderflow.simulator.ledger.RequestId;
import io.orderflow.simulator.ledger.RequestRecord;
import io.orderflow.simulator.ledger.RequestRecord.Standing;
import io.orderflow.simulator.ledger.RequestTerms;
import io.orderflow.simulator.partner.IdsAndClock;
import io.orderflow.simulator.wire.RequestRejectedException;
import io.orderflow.simulator.wire.SimulatedReply;
import java.util.concurrent.CompletableFuture;

/** Refunds charges in full and at most once, under any key. */
final class RefundBehavior {

  private static final Refusal UNKNOWN_CHARGE =
      new Refusal("UNKNOWN_CHARGE", "The order has no such charge.");
  private static final Refusal AMOUNT_MISMATCH =
      new Refusal("AMOUNT_MISMATCH", "A charge is refunded in full; this is not its amount.");

  private final LedgerThread ledgerThread;
  private final IdsAndClock ids;

  RefundBehavior(LedgerThread ledgerThread, IdsAndClock ids) {
    this.ledgerThread = ledgerThread;
    this.ids = ids;
  }

  record RefundView(
      String status, String refundId, String chargeId, String orderId, PartnerMoney amount) {}

  CompletableFuture<SimulatedReply> refund(String key, RefundRequest request) {
    RequestId id = new RequestId(RequestId.Kind.REFUND, key);
    RequestTerms terms = request.terms();
    return ledgerThread.submit(
        ledger -> {
          RequestRecord known = ledger.find(id);
          return known == null ? decide(ledger, id, request) : repeat(known, terms);
        });
  }

  private static LedgerDecision<SimulatedReply> repeat(RequestRecord known, RequestTerms terms) {
    if (!known.terms().fits(terms)) {
      throw RequestRejectedException.keyReused(known.id().key());
    }
    return LedgerDecision.unchanged(
        known.standing() == Standing.REFUSED
            ? SimulatedReply.no(known.requireRefusal())
            : refunded(known));
  }

  private LedgerDecision<SimulatedReply> decide(
      Ledger ledger, RequestId id, RefundRequest request) {
    RequestTerms terms = request.terms();
    RequestRecord charge = ledger.findCharge(request.chargeId());
    if (charge == null || !charge.terms().orderId().equals(request.orderId())) {
      return refuse(RequestRecord.refused(id, terms, UNKNOWN_CHARGE));
    }
    if (!charge.requireAmount().equals(request.amount())) {
      return refuse(RequestRecord.refused(id, terms, AMOUNT_MISMATCH));
    }
    if (PaymentScenario.of(charge.terms().magic()) == PaymentScenario.REFUND_FAILS
        && !ledger.refundsHealed()) {
      return LedgerDecision.unchanged(SimulatedReply.outage("Refunds are out of order."));
    }
    RequestRecord refund = RequestRecord.done(id, terms, refundId(charge));
    LedgerChange change =
        charge.standing() == Standing.CLOSED
            ? LedgerChange.of(refund)
            : LedgerChange.of(refund, charge.closed())
                .withEntry(ids.entry(LedgerEntry.Kind.REFUND, charge));
    return new LedgerDecision<>(refunded(refund), change);
  }

  private static LedgerDecision<SimulatedReply> refuse(RequestRecord refused) {
    return new LedgerDecision<>(
        SimulatedReply.no(refused.requireRefusal()), LedgerChange.of(refused));
  }

  /** There is one refund per charge, so its id follows from the charge's. */
  private static String refundId(RequestRecord charge) {
    return charge.requireReference().replaceFirst("ch_", "re_");
  }

  private static SimulatedReply refunded(RequestRecord refund) {
    RequestTerms terms = refund.terms();
    return SimulatedReply.done(
        new RefundView(
            "REFUNDED",
            refund.requireReference(),
            String.valueOf(terms.magic()),
            terms.orderId(),
            refund.requireAmount()));
  }
}
