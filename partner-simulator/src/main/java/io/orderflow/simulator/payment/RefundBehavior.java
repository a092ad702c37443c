package io.orderflow.simulator.payment;

import io.orderflow.simulator.book.Ledger;
import io.orderflow.simulator.book.LedgerChange;
import io.orderflow.simulator.book.LedgerDecision;
import io.orderflow.simulator.book.LedgerEntry;
import io.orderflow.simulator.book.LedgerThread;
import io.orderflow.simulator.book.PartnerMoney;
import io.orderflow.simulator.book.Refusal;
import io.orderflow.simulator.book.RequestId;
import io.orderflow.simulator.book.RequestRecord;
import io.orderflow.simulator.book.RequestRecord.Standing;
import io.orderflow.simulator.book.RequestTerms;
import io.orderflow.simulator.partner.IdsAndClock;
import io.orderflow.simulator.wire.RequestRejectedException;
import io.orderflow.simulator.wire.SimulatedReply;
import java.util.concurrent.CompletableFuture;

/** Gives charges back: in full, and each at most once, under whatever key it is asked. */
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
    return ledgerThread.ask(
        ledger -> {
          RequestRecord known = ledger.find(id);
          return known == null ? judge(ledger, id, request) : repeat(known, terms);
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

  private LedgerDecision<SimulatedReply> judge(Ledger ledger, RequestId id, RefundRequest request) {
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
    LedgerChange ledgerChange =
        charge.standing() == Standing.CLOSED
            ? LedgerChange.of(refund)
            : LedgerChange.of(refund, charge.closed())
                .booking(ids.entry(LedgerEntry.Kind.REFUND, charge));
    return new LedgerDecision<>(refunded(refund), ledgerChange);
  }

  private static LedgerDecision<SimulatedReply> refuse(RequestRecord refused) {
    return new LedgerDecision<>(
        SimulatedReply.no(refused.requireRefusal()), LedgerChange.of(refused));
  }

  /** There is one refund per charge, so its id can be told from the charge's. */
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
