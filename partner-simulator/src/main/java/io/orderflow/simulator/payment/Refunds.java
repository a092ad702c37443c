package io.orderflow.simulator.payment;

import io.orderflow.simulator.book.Book;
import io.orderflow.simulator.book.Bookkeeper;
import io.orderflow.simulator.book.Change;
import io.orderflow.simulator.book.Deal;
import io.orderflow.simulator.book.Deal.Standing;
import io.orderflow.simulator.book.DealId;
import io.orderflow.simulator.book.Decision;
import io.orderflow.simulator.book.LedgerEntry;
import io.orderflow.simulator.book.Money;
import io.orderflow.simulator.book.Refusal;
import io.orderflow.simulator.book.Terms;
import io.orderflow.simulator.partner.Clerk;
import io.orderflow.simulator.wire.Rejected;
import io.orderflow.simulator.wire.Reply;
import java.util.concurrent.CompletableFuture;

/** Gives charges back: in full, and each at most once, under whatever key it is asked. */
final class Refunds {

  private static final Refusal UNKNOWN_CHARGE =
      new Refusal("UNKNOWN_CHARGE", "The order has no such charge.");
  private static final Refusal AMOUNT_MISMATCH =
      new Refusal("AMOUNT_MISMATCH", "A charge is refunded in full; this is not its amount.");

  private final Bookkeeper bookkeeper;
  private final Clerk clerk;

  Refunds(Bookkeeper bookkeeper, Clerk clerk) {
    this.bookkeeper = bookkeeper;
    this.clerk = clerk;
  }

  record RefundView(
      String status, String refundId, String chargeId, String orderId, Money amount) {}

  CompletableFuture<Reply> refund(String key, RefundRequest request) {
    DealId id = new DealId(DealId.Kind.REFUND, key);
    Terms terms = request.terms();
    return bookkeeper.ask(
        book -> {
          Deal known = book.find(id);
          return known == null ? judge(book, id, request) : repeat(known, terms);
        });
  }

  private static Decision<Reply> repeat(Deal known, Terms terms) {
    if (!known.terms().fits(terms)) {
      throw Rejected.keyReused(known.id().key());
    }
    return Decision.unchanged(
        known.standing() == Standing.REFUSED ? Reply.no(known.requireRefusal()) : refunded(known));
  }

  private Decision<Reply> judge(Book book, DealId id, RefundRequest request) {
    Terms terms = request.terms();
    Deal charge = book.findCharge(request.chargeId());
    if (charge == null || !charge.terms().orderId().equals(request.orderId())) {
      return refuse(Deal.refused(id, terms, UNKNOWN_CHARGE));
    }
    if (!charge.requireAmount().equals(request.amount())) {
      return refuse(Deal.refused(id, terms, AMOUNT_MISMATCH));
    }
    if (Card.of(charge.terms().magic()) == Card.REFUND_FAILS && !book.refundsHealed()) {
      return Decision.unchanged(Reply.outage("Refunds are out of order."));
    }
    Deal refund = Deal.done(id, terms, refundId(charge));
    Change change =
        charge.standing() == Standing.CLOSED
            ? Change.of(refund)
            : Change.of(refund, charge.closed())
                .booking(clerk.entry(LedgerEntry.Kind.REFUND, charge));
    return new Decision<>(refunded(refund), change);
  }

  private static Decision<Reply> refuse(Deal refused) {
    return new Decision<>(Reply.no(refused.requireRefusal()), Change.of(refused));
  }

  /** There is one refund per charge, so its id can be told from the charge's. */
  private static String refundId(Deal charge) {
    return charge.requireReference().replaceFirst("ch_", "re_");
  }

  private static Reply refunded(Deal refund) {
    Terms terms = refund.terms();
    return Reply.done(
        new RefundView(
            "REFUNDED",
            refund.requireReference(),
            String.valueOf(terms.magic()),
            terms.orderId(),
            refund.requireAmount()));
  }
}
