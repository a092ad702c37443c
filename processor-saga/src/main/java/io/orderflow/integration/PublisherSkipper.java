package io.orderflow.integration;

import io.orderflow.api.OrderId;
import io.orderflow.engine.deadletter.DeadLetter;
import io.orderflow.engine.deadletter.EventSkipper;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.serialization.SerializationException;
import org.springframework.beans.factory.ObjectProvider;

/**
 * Lets publishers do without events that the receiver refuses for good. Not without one that cannot
 * be read: later events of the order are folded from its stream, and would fail as well.
 */
final class PublisherSkipper implements EventSkipper {

  private final ObjectProvider<EventPublisher> publishers;
  private final EventStore events;

  PublisherSkipper(ObjectProvider<EventPublisher> publishers, EventStore events) {
    this.publishers = publishers;
    this.events = events;
  }

  @Override
  public boolean isOf(String processor) {
    return publishers.stream()
        .anyMatch(each -> PublisherProcessors.nameOf(each.name()).equals(processor));
  }

  @Override
  public boolean skip(DeadLetter letter, String note) {
    try {
      var order = OrderId.parse(letter.aggregateId());
      new PublishedOrders(events).before(order, letter.lastSequence() + 1);
      return true;
    } catch (IllegalStateException | SerializationException unreadable) {
      return false;
    }
  }

  @Override
  public String whyNot() {
    return "this version cannot read an event of the order, from which its later ones follow;"
        + " retry it with a version that can";
  }
}
