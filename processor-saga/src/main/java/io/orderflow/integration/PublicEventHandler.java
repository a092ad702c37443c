package io.orderflow.integration;

import io.orderflow.api.order.OrderEvent;
import io.orderflow.integration.event.PublicEvents;
import io.orderflow.integration.event.PublishedOrder;
import java.time.Instant;
import org.axonframework.eventhandling.DisallowReplay;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.SequenceNumber;
import org.axonframework.eventhandling.Timestamp;
import org.axonframework.messaging.annotation.MessageIdentifier;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;

/**
 * Turns events into public ones, and collects those of a batch for one publisher. It takes no part
 * in a replay: what was published once cannot be taken back.
 */
@DisallowReplay
final class PublicEventHandler {

  private final String name;
  private final PublicEvents publicEvents;
  private final PublishedOrders orders;

  /**
   * @param name of its processor
   */
  PublicEventHandler(String name, PublicEvents publicEvents, PublishedOrders orders) {
    this.name = name;
    this.publicEvents = publicEvents;
    this.orders = orders;
  }

  boolean isOf(String processor) {
    return name.equals(processor);
  }

  @EventHandler
  void on(
      OrderEvent event,
      @SequenceNumber long sequence,
      @MessageIdentifier String eventId,
      @Timestamp Instant at) {
    UnitOfWork<?> transaction = CurrentUnitOfWork.get().root();
    PublicationBatch batch = transaction.getOrComputeResource(name, _ -> begin(transaction));
    var id = event.orderId();
    var known = batch.order(id);
    var before = known == null ? orders.before(id, sequence) : known;
    var after = PublishedOrder.after(before, event, sequence);
    batch.now(after);
    publicEvents.of(event, eventId, at, before, after).ifPresent(told -> batch.add(after, told));
  }

  private PublicationBatch begin(UnitOfWork<?> transaction) {
    var batch = new PublicationBatch();
    transaction.afterCommit(_ -> orders.remember(batch.orders()));
    return batch;
  }
}
