package io.orderflow.simulator.partner;

import io.orderflow.simulator.ledger.LedgerChange;
import io.orderflow.simulator.ledger.LedgerDecision;
import io.orderflow.simulator.ledger.RequestId;
import io.orderflow.simulator.ledger.RequestRecord;
import io.orderflow.simulator.ledger.RequestTerms;
import io.orderflow.simulator.ledger.ScheduledCallback;
import io.orderflow.simulator.wire.SimulatedReply;
import org.jspecify.annotations.Nullable;

/** The behavior of one partner. Runs on the ledger's thread and must not block. */
public interface PartnerBehavior {

  RequestId.Kind kind();

  /** Decides the first request of a key. */
  LedgerDecision<SimulatedReply> decide(RequestId id, RequestTerms terms);

  /** The answer to a request, first or repeated, by its state. */
  SimulatedReply answer(RequestRecord request);

  /** The answer to a look-up. */
  SimulatedReply found(RequestRecord request);

  /** Undoes a request that took effect. */
  LedgerDecision<SimulatedReply> undoDone(RequestRecord request);

  /** The change by which a request that did not take effect is undone. */
  LedgerChange undo(RequestRecord undone);

  /** The answer to a successful undo. */
  SimulatedReply undone(RequestRecord request);

  /** The change when a callback is due; null for none. */
  @Nullable LedgerChange onDue(ScheduledCallback callback, RequestRecord request);

  /** The body of a callback. */
  Object message(ScheduledCallback callback, RequestRecord request);
}
