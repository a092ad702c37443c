package io.orderflow.simulator.processing;

import io.orderflow.simulator.ledger.LedgerChange;
import io.orderflow.simulator.ledger.LedgerDecision;
import io.orderflow.simulator.ledger.LedgerEntry;
import io.orderflow.simulator.ledger.Refusal;
import io.orderflow.simulator.ledger.RequestId;
import io.orderflow.simulator.ledger.RequestRecord;
import io.orderflow.simulator.ledger.RequestRecord.Standing;
import io.orderflow.simulator.ledger.RequestTerms;
import io.orderflow.simulator.ledger.ScheduledCallback;
import io.orderflow.simulator.partner.FailFirstAttempts;
import io.orderflow.simulator.partner.IdsAndClock;
import io.orderflow.simulator.partner.PartnerBehavior;
import io.orderflow.simulator.settings.SimulatorProperties;
import io.orderflow.simulator.wire.SimulatedReply;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The behavior of the processing partner, by SKU. */
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

  private final SimulatorProperties settings;
  private final IdsAndClock ids;
  private final FailFirstAttempts flakiness = new FailFirstAttempts();

  ProcessingBehavior(SimulatorProperties settings, IdsAndClock ids) {
    this.settings = settings;
    this.ids = ids;
  }

  @Override
  public RequestId.Kind kind() {
    return RequestId.Kind.JOB;
  }

  @Override
  public LedgerDecision<SimulatedReply> decide(RequestId id, RequestTerms terms) {
    return switch (terms.magic()) {
      case UNPROCESSABLE -> {
        RequestRecord refused = RequestRecord.refused(id, terms, NO);
        yield new LedgerDecision<>(answer(refused), LedgerChange.of(refused));
      }
      case FLAKY ->
          flakiness.fails(id.key())
              ? LedgerDecision.unchanged(SimulatedReply.outage("The worker is out of order."))
              : complete(id, terms);
      case ASYNC -> {
        RequestRecord open = RequestRecord.open(id, terms);
        ScheduledCallback end =
            ids.callback(id, ScheduledCallback.Type.COMPLETED, settings.callbackDelay());
        yield new LedgerDecision<>(answer(open), LedgerChange.of(open).withCallback(end));
      }
      case null, default -> complete(id, terms);
    };
  }

  private LedgerDecision<SimulatedReply> complete(RequestId id, RequestTerms terms) {
    RequestRecord completed = RequestRecord.done(id, terms, ids.id("job"));
    return new LedgerDecision<>(answer(completed), recorded(completed));
  }

  private LedgerChange recorded(RequestRecord completed) {
    return LedgerChange.of(completed).withEntry(ids.entry(LedgerEntry.Kind.PROCESSING, completed));
  }

  @Override
  public SimulatedReply answer(RequestRecord request) {
    return switch (request.standing()) {
      case OPEN -> SimulatedReply.accepted(JobView.plain("ACCEPTED", request));
      case DONE, CLOSED -> SimulatedReply.done(JobView.completed(request));
      case REFUSED -> SimulatedReply.no(request.requireRefusal());
      case UNDONE -> SimulatedReply.no(CANCELLED);
    };
  }

  @Override
  public SimulatedReply found(RequestRecord request) {
    return switch (request.standing()) {
      case OPEN -> SimulatedReply.done(JobView.plain("ACCEPTED", request));
      case DONE, CLOSED -> SimulatedReply.done(JobView.completed(request));
      case REFUSED -> SimulatedReply.done(JobView.refused(request));
      case UNDONE -> undone(request);
    };
  }

  @Override
  public LedgerDecision<SimulatedReply> undoDone(RequestRecord request) {
    return new LedgerDecision<>(undone(request), undo(request.undone()));
  }

  @Override
  public LedgerChange undo(RequestRecord undone) {
    return LedgerChange.of(undone);
  }

  @Override
  public SimulatedReply undone(RequestRecord request) {
    return SimulatedReply.done(JobView.plain("CANCELLED", request));
  }

  @Override
  public @Nullable LedgerChange onDue(ScheduledCallback callback, RequestRecord request) {
    return request.standing() == Standing.OPEN ? recorded(request.done(ids.id("job"))) : null;
  }

  /** Not sent: a job request has no callback URL. */
  @Override
  public Object message(ScheduledCallback callback, RequestRecord request) {
    return found(request).body();
  }
}
