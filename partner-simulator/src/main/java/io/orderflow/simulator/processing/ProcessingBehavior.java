package io.orderflow.simulator.processing;

import io.orderflow.simulator.book.LedgerChange;
import io.orderflow.simulator.book.LedgerDecision;
import io.orderflow.simulator.book.LedgerEntry;
import io.orderflow.simulator.book.Refusal;
import io.orderflow.simulator.book.RequestId;
import io.orderflow.simulator.book.RequestRecord;
import io.orderflow.simulator.book.RequestRecord.Standing;
import io.orderflow.simulator.book.RequestTerms;
import io.orderflow.simulator.book.ScheduledCallback;
import io.orderflow.simulator.partner.FailFirstAttempts;
import io.orderflow.simulator.partner.IdsAndClock;
import io.orderflow.simulator.partner.PartnerBehavior;
import io.orderflow.simulator.settings.SimulatorSettings;
import io.orderflow.simulator.wire.SimulatedReply;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How the processing partner behaves, by what there is to process. */
final class ProcessingBehavior implements PartnerBehavior {

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
  private final IdsAndClock ids;
  private final FailFirstAttempts flakiness = new FailFirstAttempts();

  ProcessingBehavior(SimulatorSettings settings, IdsAndClock ids) {
    this.settings = settings;
    this.ids = ids;
  }

  @Override
  public RequestId.Kind kind() {
    return RequestId.Kind.JOB;
  }

  @Override
  public LedgerDecision<SimulatedReply> judge(RequestId id, RequestTerms requestTerms) {
    return switch (requestTerms.magic()) {
      case UNPROCESSABLE -> {
        RequestRecord refused = RequestRecord.refused(id, requestTerms, NO);
        yield new LedgerDecision<>(answer(refused), LedgerChange.of(refused));
      }
      case FLAKY ->
          flakiness.fails(id.key())
              ? LedgerDecision.unchanged(SimulatedReply.outage("The worker is out of order."))
              : complete(id, requestTerms);
      case ASYNC -> {
        RequestRecord open = RequestRecord.open(id, requestTerms);
        ScheduledCallback end =
            ids.appointment(id, ScheduledCallback.Type.COMPLETED, settings.callbackDelay());
        yield new LedgerDecision<>(answer(open), LedgerChange.of(open).arranging(end));
      }
      case null, default -> complete(id, requestTerms);
    };
  }

  private LedgerDecision<SimulatedReply> complete(RequestId id, RequestTerms requestTerms) {
    RequestRecord completed = RequestRecord.done(id, requestTerms, ids.id("job"));
    return new LedgerDecision<>(answer(completed), booked(completed));
  }

  private LedgerChange booked(RequestRecord completed) {
    return LedgerChange.of(completed).booking(ids.entry(LedgerEntry.Kind.PROCESSING, completed));
  }

  @Override
  public SimulatedReply answer(RequestRecord requestRecord) {
    return switch (requestRecord.standing()) {
      case OPEN -> SimulatedReply.accepted(JobView.plain("ACCEPTED", requestRecord));
      case DONE, CLOSED -> SimulatedReply.done(JobView.completed(requestRecord));
      case REFUSED -> SimulatedReply.no(requestRecord.requireRefusal());
      case UNDONE -> SimulatedReply.no(CANCELLED);
    };
  }

  @Override
  public SimulatedReply found(RequestRecord requestRecord) {
    return switch (requestRecord.standing()) {
      case OPEN -> SimulatedReply.done(JobView.plain("ACCEPTED", requestRecord));
      case DONE, CLOSED -> SimulatedReply.done(JobView.completed(requestRecord));
      case REFUSED -> SimulatedReply.done(JobView.refused(requestRecord));
      case UNDONE -> undone(requestRecord);
    };
  }

  /** Finished work is put back on the shelf. */
  @Override
  public LedgerDecision<SimulatedReply> undoDone(RequestRecord requestRecord) {
    return new LedgerDecision<>(undone(requestRecord), fence(requestRecord.undone()));
  }

  @Override
  public LedgerChange fence(RequestRecord undone) {
    return LedgerChange.of(undone);
  }

  @Override
  public SimulatedReply undone(RequestRecord requestRecord) {
    return SimulatedReply.done(JobView.plain("CANCELLED", requestRecord));
  }

  @Override
  public @Nullable LedgerChange fallDue(
      ScheduledCallback appointment, RequestRecord requestRecord) {
    return requestRecord.standing() == Standing.OPEN
        ? booked(requestRecord.done(ids.id("job")))
        : null;
  }

  /** Nobody is called back about a job; the look-up says the same. */
  @Override
  public Object message(ScheduledCallback appointment, RequestRecord requestRecord) {
    return found(requestRecord).body();
  }
}
