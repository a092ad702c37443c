package io.orderflow.partner.processing;

import io.orderflow.api.RequestKey;
import io.orderflow.api.Step;
import io.orderflow.api.order.OrderCommand.RecordProcessingCancelled;
import io.orderflow.api.order.OrderCommand.RecordProcessingCompleted;
import io.orderflow.api.order.OrderCommand.RecordProcessingRefused;
import io.orderflow.fulfillment.Answer;
import io.orderflow.fulfillment.Answer.Settled;
import io.orderflow.fulfillment.OrderFacts;
import io.orderflow.fulfillment.PartnerStep;
import io.orderflow.partner.HttpPartner;
import io.orderflow.partner.Meaning;
import io.orderflow.partner.PartnerProperties;
import io.orderflow.partner.processing.ProcessingWire.CancellationRequest;
import io.orderflow.partner.processing.ProcessingWire.Cancelled;
import io.orderflow.partner.processing.ProcessingWire.Completed;
import io.orderflow.partner.processing.ProcessingWire.JobRequest;
import io.orderflow.partner.processing.ProcessingWire.Line;
import org.springframework.stereotype.Component;

/** Has an order made ready to ship. */
@Component
class ProcessingStep implements PartnerStep {

  private final HttpPartner partner;

  ProcessingStep(PartnerProperties partners) {
    this.partner = new HttpPartner("processing", partners.processing());
  }

  @Override
  public Step step() {
    return Step.PROCESSING;
  }

  @Override
  public Answer request(OrderFacts order, int requestNo) {
    var key = RequestKey.ofStep(order.orderId(), Step.PROCESSING, requestNo);
    return partner.ask(
        "/processing/jobs",
        key,
        new JobRequest(order.orderId().toString(), Line.of(order.lines())),
        Meaning.of(Completed.class, completed -> completed(order, key, completed))
            .orElse(
                no -> Settled.with(new RecordProcessingRefused(order.orderId(), no.sentence()))));
  }

  private static Answer completed(OrderFacts order, RequestKey key, Completed completed) {
    completed.mustBeAbout(key, order.orderId());
    return Settled.with(new RecordProcessingCompleted(order.orderId()));
  }

  /**
   * Tries once and takes any answer: work done for nothing costs the partner little, and must not
   * hold back the customer's money.
   */
  @Override
  public Answer undo(OrderFacts order, int requestNo) {
    var key = RequestKey.ofStep(order.orderId(), Step.PROCESSING, 1);
    var told = Settled.with(new RecordProcessingCancelled(order.orderId()));
    var answer =
        partner.ask(
            "/processing/jobs/cancellations",
            key,
            new CancellationRequest(order.orderId().toString(), key.value()),
            Meaning.of(Cancelled.class, _ -> told));
    // Interrupted by a shutdown it has not even been tried.
    return Thread.currentThread().isInterrupted() ? answer : told;
  }
}
