package io.orderflow.partner.processing;

import io.orderflow.api.RequestKey;
import io.orderflow.api.Step;
import io.orderflow.api.order.OrderCommand.RecordProcessingCancelled;
import io.orderflow.api.order.OrderCommand.RecordProcessingCompleted;
import io.orderflow.api.order.OrderCommand.RecordProcessingRefused;
import io.orderflow.fulfillment.DefaultPartnerStep;
import io.orderflow.fulfillment.OrderFacts;
import io.orderflow.fulfillment.PartnerAnswer;
import io.orderflow.fulfillment.PartnerAnswer.Settled;
import io.orderflow.fulfillment.PartnerStep;
import io.orderflow.partner.HttpPartner;
import io.orderflow.partner.PartnerProperties;
import io.orderflow.partner.ResponseMapping;
import io.orderflow.partner.processing.ProcessingMessages.CancellationRequest;
import io.orderflow.partner.processing.ProcessingMessages.Cancelled;
import io.orderflow.partner.processing.ProcessingMessages.Completed;
import io.orderflow.partner.processing.ProcessingMessages.JobRequest;
import io.orderflow.partner.processing.ProcessingMessages.Line;

/** Requests the processing of an order. */
@DefaultPartnerStep(Step.PROCESSING)
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
  public PartnerAnswer request(OrderFacts order, int requestNo) {
    var key = RequestKey.ofStep(order.orderId(), Step.PROCESSING, requestNo);
    return partner.ask(
        "/processing/jobs",
        key,
        new JobRequest(order.orderId().toString(), Line.of(order.lines())),
        ResponseMapping.of(Completed.class, completed -> completed(order, key, completed))
            .orElse(
                no -> Settled.with(new RecordProcessingRefused(order.orderId(), no.sentence()))));
  }

  private static PartnerAnswer completed(OrderFacts order, RequestKey key, Completed completed) {
    completed.mustBeAbout(key, order.orderId());
    return Settled.with(new RecordProcessingCompleted(order.orderId()));
  }

  /**
   * Tries once and accepts any answer: useless work costs the partner little, and must not delay
   * the customer's refund.
   */
  @Override
  public PartnerAnswer undo(OrderFacts order, int requestNo) {
    var key = RequestKey.ofStep(order.orderId(), Step.PROCESSING, 1);
    var cancelled = Settled.with(new RecordProcessingCancelled(order.orderId()));
    var answer =
        partner.ask(
            "/processing/jobs/cancellations",
            key,
            new CancellationRequest(order.orderId().toString(), key.value()),
            ResponseMapping.of(Cancelled.class, _ -> cancelled));
    // After an interrupt by a shutdown it was not tried.
    return Thread.currentThread().isInterrupted() ? answer : cancelled;
  }
}
