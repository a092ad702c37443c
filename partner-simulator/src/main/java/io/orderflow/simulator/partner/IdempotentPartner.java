package io.orderflow.simulator.partner;

import io.orderflow.simulator.book.LedgerChange;
import io.orderflow.simulator.book.LedgerDecision;
import io.orderflow.simulator.book.LedgerThread;
import io.orderflow.simulator.book.RequestId;
import io.orderflow.simulator.book.RequestRecord;
import io.orderflow.simulator.book.RequestRecord.Standing;
import io.orderflow.simulator.book.RequestTerms;
import io.orderflow.simulator.wire.RequestRejectedException;
import io.orderflow.simulator.wire.SimulatedReply;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/** Where a partner is asked. It holds the rules of docs/partners/README.md for every partner. */
public final class IdempotentPartner {

  private final PartnerBehavior partnerBehavior;
  private final LedgerThread ledger;

  public IdempotentPartner(PartnerBehavior partnerBehavior, LedgerThread ledger) {
    this.partnerBehavior = partnerBehavior;
    this.ledger = ledger;
  }

  /** Asks under a key: judged once, and ever after answered from where the deal stands. */
  public CompletableFuture<SimulatedReply> ask(String key, RequestTerms terms) {
    RequestId id = new RequestId(partnerBehavior.kind(), key);
    return ledger.ask(
        book -> {
          RequestRecord requestRecord = book.find(id);
          return requestRecord == null
              ? partnerBehavior.judge(id, terms)
              : repeat(requestRecord, terms);
        });
  }

  private LedgerDecision<SimulatedReply> repeat(RequestRecord requestRecord, RequestTerms terms) {
    if (!requestRecord.terms().fits(terms)) {
      throw RequestRejectedException.keyReused(requestRecord.id().key());
    }
    boolean sameUrl = Objects.equals(requestRecord.terms().callbackUrl(), terms.callbackUrl());
    if (sameUrl || requestRecord.standing() == Standing.UNDONE) {
      return LedgerDecision.unchanged(partnerBehavior.answer(requestRecord));
    }
    return new LedgerDecision<>(
        partnerBehavior.answer(requestRecord),
        LedgerChange.of(requestRecord.tellingTo(terms.callbackUrl())));
  }

  /** What stands under a key. */
  public CompletableFuture<SimulatedReply> find(String key) {
    RequestId id = new RequestId(partnerBehavior.kind(), key);
    return ledger.ask(
        book -> {
          RequestRecord requestRecord = book.find(id);
          if (requestRecord == null) {
            throw RequestRejectedException.unknownKey(key);
          }
          return LedgerDecision.unchanged(partnerBehavior.found(requestRecord));
        });
  }

  /** Undoes what stands under a key, and fences it against whatever still comes. */
  public CompletableFuture<SimulatedReply> undo(String key, String orderId) {
    RequestId id = new RequestId(partnerBehavior.kind(), key);
    return ledger.ask(
        book -> {
          RequestRecord known = book.find(id);
          if (known != null && !known.terms().orderId().equals(orderId)) {
            throw RequestRejectedException.keyReused(key);
          }
          return undo(known == null ? RequestRecord.open(id, RequestTerms.unseen(orderId)) : known);
        });
  }

  private LedgerDecision<SimulatedReply> undo(RequestRecord requestRecord) {
    return switch (requestRecord.standing()) {
      case OPEN ->
          new LedgerDecision<>(
              partnerBehavior.undone(requestRecord), partnerBehavior.fence(requestRecord.undone()));
      case DONE, CLOSED -> partnerBehavior.undoDone(requestRecord);
      case REFUSED, UNDONE -> LedgerDecision.unchanged(partnerBehavior.undone(requestRecord));
    };
  }
}
