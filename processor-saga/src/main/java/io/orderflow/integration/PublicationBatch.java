package io.orderflow.integration;

import io.cloudevents.CloudEvent;
import io.orderflow.api.Labels;
import io.orderflow.api.OrderId;
import io.orderflow.integration.event.PublishedOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The public events of one transaction, and the orders as they are after it. */
final class PublicationBatch {

  private final Map<OrderId, PublishedOrder> orders = new HashMap<>();
  private final Map<OrderId, Integer> eventsOf = new HashMap<>();
  private final Map<String, Labels> labels = new HashMap<>();
  private final List<List<CloudEvent>> rounds = new ArrayList<>();

  @Nullable PublishedOrder order(OrderId id) {
    return orders.get(id);
  }

  void now(PublishedOrder order) {
    orders.put(order.id(), order);
  }

  void add(PublishedOrder order, CloudEvent event) {
    var id = order.id();
    labels.put(event.getId(), order.labels());
    int round = eventsOf.merge(id, 1, Integer::sum) - 1;
    if (round == rounds.size()) {
      rounds.add(new ArrayList<>());
    }
    rounds.get(round).add(event);
  }

  /** The labels that the order of each event has after it, by the event's id. */
  Map<String, Labels> labels() {
    return labels;
  }

  Map<OrderId, PublishedOrder> orders() {
    return orders;
  }

  /**
   * The events, the n-th of each order in the n-th round. A round is published when the one before
   * it was confirmed: so an event can never arrive while an earlier one of its order is lost.
   */
  List<List<CloudEvent>> rounds() {
    return rounds;
  }

  /** All of them. */
  List<CloudEvent> events() {
    return rounds.stream().flatMap(List::stream).toList();
  }
}
