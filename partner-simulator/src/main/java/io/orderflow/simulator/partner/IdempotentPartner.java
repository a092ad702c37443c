package io.orderflow.simulator.partner;

import io.orderflow.simulator.ledger.LedgerChange;
import io.orderflow.simulator.ledger.LedgerDecision;
import io.orderflow.simulator.ledger.LedgerThread;
import io.orderflow.simulator.ledger.RequestId;
import io.orderflow.simulator.ledger.RequestRecord;
import io.orderflow.simulator.ledger.RequestRecord.Standing;
import io.orderflow.simulator.ledger.RequestTerms;
import io.orderflow.simulator.wire.RequestRejectedException;
import io.orderflow.simulator.wire.SimulatedReply;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/** The rules of docs/partners/README.md that hold for every partner. */
public final class IdempotentPartner {

  private final PartnerBehavior behavior;
  private final LedgerThread ledgerThread;

  public IdempotentPartner(PartnerBehavior behavior, LedgerThread ledgerThread) {
    this.behavior = behavior;
    this.ledgerThread = ledgerThread;
  }

  /** Decides the first request of a key, and answers repeats from the state of that request. */
  public CompletableFuture<SimulatedReply> ask(String key, RequestTerms terms) {
    RequestId id = new RequestId(behavior.kind(), key);
    return ledgerThread.submit(
        ledger -> {
          RequestRecord request = ledger.find(id);
          return request == null ? behavior.decide(id, terms) : repeat(request, terms);
        });
  }

  private LedgerDecision<SimulatedReply> repeat(RequestRecord request, RequestTerms terms) {
    if (!request.terms().fits(terms)) {
      throw RequestRejectedException.keyReused(request.id().key());
    }
    boolean sameUrl = Objects.equals(request.terms().callbackUrl(), terms.callbackUrl());
    if (sameUrl || request.standing() == Standing.UNDONE) {
      return LedgerDecision.unchanged(behavior.answer(request));
    }
    return new LedgerDecision<>(
        behavior.answer(request), LedgerChange.of(request.withCallbackUrl(terms.callbackUrl())));
  }

  /** Looks up a key. */
  public CompletableFuture<SimulatedReply> find(String key) {
    RequestId id = new RequestId(behavior.kind(), key);
    return ledgerThread.submit(
        ledger -> {
          RequestRecord request = ledger.find(id);
          if (request == null) {
            throw RequestRejectedException.unknownKey(key);
          }
          return LedgerDecision.unchanged(behavior.found(request));
        });
  }

  /** Undoes a request by its key, and fences the key against later requests. */
  public CompletableFuture<SimulatedReply> undo(String key, String orderId) {
    RequestId id = new RequestId(behavior.kind(), key);
    return ledgerThread.submit(
        ledger -> {
          RequestRecord known = ledger.find(id);
          if (known != null && !known.terms().orderId().equals(orderId)) {
            throw RequestRejectedException.keyReused(key);
          }
          return undo(known == null ? RequestRecord.open(id, RequestTerms.unseen(orderId)) : known);
        });
  }

  private LedgerDecision<SimulatedReply> undo(RequestRecord request) {
    return switch (request.standing()) {
      case OPEN -> new LedgerDecision<>(behavior.undone(request), behavior.undo(request.undone()));
      case DONE, CLOSED -> behavior.undoDone(request);
      case REFUSED, UNDONE -> LedgerDecision.unchanged(behavior.undone(request));
    };
  }
}
