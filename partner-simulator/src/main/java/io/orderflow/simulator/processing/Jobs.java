package io.orderflow.simulator.processing;

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
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How the processing partner behaves, by what there is to process. */
final class Jobs implements Partner {

  private static final String UNPROCESSABLE = "unprocessable";
  private static final String FLAKY = "processing-flaky";
  private static final String ASYNC = "processing-async";

  /** SKUs that change the behaviour; the first that an order holds decides. */
  static final List<String> MAGIC = List.of(UNPROCESSABLE, FLAKY, ASYNC);

  private static final Refusal NO =
      new Refusal("UNPROCESSABLE", "One of the lines cannot be processed.");
  private static final Refusal CANCELLED =
      new Refusal("CANCELLED", "This key was cancelled before it was processed.");

  private final SimulatorSettings settings;
  private final Clerk clerk;
  private final Flakiness flakiness = new Flakiness();

  Jobs(SimulatorSettings settings, Clerk clerk) {
    this.settings = settings;
    this.clerk = clerk;
  }

  @Override
  public DealId.Kind kind() {
    return DealId.Kind.JOB;
  }

  @Override
  public Decision<Reply> judge(DealId id, Terms terms) {
    return switch (terms.magic()) {
      case UNPROCESSABLE -> {
        Deal refused = Deal.refused(id, terms, NO);
        yield new Decision<>(answer(refused), Change.of(refused));
      }
      case FLAKY ->
          flakiness.fails(id.key())
              ? Decision.unchanged(Reply.outage("The worker is out of order."))
              : complete(id, terms);
      case ASYNC -> {
        Deal open = Deal.open(id, terms);
        Appointment end =
            clerk.appointment(id, Appointment.Type.COMPLETED, settings.callbackDelay());
        yield new Decision<>(answer(open), Change.of(open).arranging(end));
      }
      case null, default -> complete(id, terms);
    };
  }

  private Decision<Reply> complete(DealId id, Terms terms) {
    Deal completed = Deal.done(id, terms, clerk.id("job"));
    return new Decision<>(answer(completed), booked(completed));
  }

  private Change booked(Deal completed) {
    return Change.of(completed).booking(clerk.entry(LedgerEntry.Kind.PROCESSING, completed));
  }

  @Override
  public Reply answer(Deal deal) {
    return switch (deal.standing()) {
      case OPEN -> Reply.accepted(JobView.plain("ACCEPTED", deal));
      case DONE, CLOSED -> Reply.done(JobView.completed(deal));
      case REFUSED -> Reply.no(deal.requireRefusal());
      case UNDONE -> Reply.no(CANCELLED);
    };
  }

  @Override
  public Reply found(Deal deal) {
    return switch (deal.standing()) {
      case OPEN -> Reply.done(JobView.plain("ACCEPTED", deal));
      case DONE, CLOSED -> Reply.done(JobView.completed(deal));
      case REFUSED -> Reply.done(JobView.refused(deal));
      case UNDONE -> undone(deal);
    };
  }

  /** Finished work is put back on the shelf. */
  @Override
  public Decision<Reply> undoDone(Deal deal) {
    return new Decision<>(undone(deal), fence(deal.undone()));
  }

  @Override
  public Change fence(Deal undone) {
    return Change.of(undone);
  }

  @Override
  public Reply undone(Deal deal) {
    return Reply.done(JobView.plain("CANCELLED", deal));
  }

  @Override
  public @Nullable Change fallDue(Appointment appointment, Deal deal) {
    return deal.standing() == Standing.OPEN ? booked(deal.done(clerk.id("job"))) : null;
  }

  /** Nobody is called back about a job; the look-up says the same. */
  @Override
  public Object message(Appointment appointment, Deal deal) {
    return found(deal).body();
  }
}
