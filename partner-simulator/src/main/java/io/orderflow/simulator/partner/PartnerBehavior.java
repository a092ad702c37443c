package io.orderflow.simulator.partner;

import io.orderflow.simulator.book.LedgerChange;
import io.orderflow.simulator.book.LedgerDecision;
import io.orderflow.simulator.book.RequestId;
import io.orderflow.simulator.book.RequestRecord;
import io.orderflow.simulator.book.RequestTerms;
import io.orderflow.simulator.book.ScheduledCallback;
import io.orderflow.simulator.wire.SimulatedReply;
import org.jspecify.annotations.Nullable;

/** What is particular to a partner. All of it runs on the book's thread, so it must be quick. */
public interface PartnerBehavior {

  RequestId.Kind kind();

  /** What becomes of a key that is asked for the first time. */
  LedgerDecision<SimulatedReply> judge(RequestId id, RequestTerms requestTerms);

  /** The answer to a request, first or repeated, from where its deal stands. */
  SimulatedReply answer(RequestRecord requestRecord);

  /** The answer to a look-up. */
  SimulatedReply found(RequestRecord requestRecord);

  /** What an undo does to a deal that is done. */
  LedgerDecision<SimulatedReply> undoDone(RequestRecord requestRecord);

  /** What an undo leaves of a deal that is not done, and what is booked for it. */
  LedgerChange fence(RequestRecord undone);

  /** The answer to an undo that left nothing standing. */
  SimulatedReply undone(RequestRecord requestRecord);

  /** What an appointment changes when it falls due; null where nothing is to change any more. */
  @Nullable LedgerChange fallDue(ScheduledCallback scheduledCallback, RequestRecord requestRecord);

  /** The body of the callback about a deal. */
  Object message(ScheduledCallback scheduledCallback, RequestRecord requestRecord);
}
