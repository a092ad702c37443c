package io.orderflow.simulator.partner;

import io.orderflow.simulator.book.Appointment;
import io.orderflow.simulator.book.Change;
import io.orderflow.simulator.book.Deal;
import io.orderflow.simulator.book.DealId;
import io.orderflow.simulator.book.Decision;
import io.orderflow.simulator.book.Terms;
import io.orderflow.simulator.wire.Reply;
import org.jspecify.annotations.Nullable;

/** What is particular to a partner. All of it runs on the book's thread, so it must be quick. */
public interface Partner {

  DealId.Kind kind();

  /** What becomes of a key that is asked for the first time. */
  Decision<Reply> judge(DealId id, Terms terms);

  /** The answer to a request, first or repeated, from where its deal stands. */
  Reply answer(Deal deal);

  /** The answer to a look-up. */
  Reply found(Deal deal);

  /** What an undo does to a deal that is done. */
  Decision<Reply> undoDone(Deal deal);

  /** What an undo leaves of a deal that is not done, and what is booked for it. */
  Change fence(Deal undone);

  /** The answer to an undo that left nothing standing. */
  Reply undone(Deal deal);

  /** What an appointment changes when it falls due; null where nothing is to change any more. */
  @Nullable Change fallDue(Appointment appointment, Deal deal);

  /** The body of the callback about a deal. */
  Object message(Appointment appointment, Deal deal);
}
