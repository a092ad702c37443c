package io.orderflow.integration;

import io.cloudevents.CloudEvent;
import io.orderflow.api.Labels;
import io.orderflow.api.OrderId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A receiver in memory that can be away, lose confirmations and refuse an order's events. */
final class RecordingPublisher implements EventPublisher {

  private final String name;
  private final List<CloudEvent> received = new CopyOnWriteArrayList<>();
  private volatile boolean away;
  private volatile int unconfirmed;
  private volatile String refused = "";
  private volatile String refusedType = "";
  private volatile int attempts;
  private volatile int failing = -1;
  private volatile int leaving = -1;

  RecordingPublisher(String name) {
    this.name = name;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String receiver() {
    return "The receiver " + name;
  }

  @Override
  public String settings() {
    return "orderflow.integration." + name;
  }

  @Override
  public @Nullable String refusesResend() {
    return name.equals(PublisherNode.FICKLE) ? "It is fickle." : null;
  }

  @Override
  public synchronized void publish(List<CloudEvent> events, Map<String, Labels> labels) {
    attempts++;
    if (leaving >= 0 && leaving-- == 0) {
      away = true;
    }
    if (away) {
      throw new PublisherUnavailableException(name, "it is planted", null);
    }
    if (unconfirmed > 0) { // half of it arrives, and nothing is confirmed
      unconfirmed--;
      received.addAll(events.subList(0, (events.size() + 1) / 2));
      throw new PublisherUnavailableException(name, "it is planted", null);
    }
    if (failing >= 0 && failing-- == 0) {
      throw new PublisherUnavailableException(name, "it is planted", null);
    }
    for (var event : events) {
      if (refused.equals(event.getSubject()) && event.getType().contains(refusedType)) {
        throw new RejectedEventException(event, new IllegalArgumentException("too long"));
      }
    }
    received.addAll(events);
  }

  void leave() {
    away = true;
  }

  /** Confirms what comes so many times, then is away. */
  void leaveAfter(int publications) {
    leaving = publications;
  }

  boolean isAway() {
    return away;
  }

  void comeBack() {
    away = false;
  }

  void loseConfirmations(int of) {
    unconfirmed = of;
  }

  /** Confirms what comes so many times, then fails once. */
  void failOnceAfter(int publications) {
    failing = publications;
  }

  void refuse(OrderId order) {
    refuse(order, "");
  }

  /**
   * @param type a part of the event's type
   */
  void refuse(OrderId order, String type) {
    refusedType = type;
    refused = order.toString();
  }

  void refuseNone() {
    refused = "";
  }

  int attempts() {
    return attempts;
  }

  List<CloudEvent> received() {
    return List.copyOf(received);
  }

  /** The identifiers of an order's events in the order of their first arrival. */
  List<String> idsOf(OrderStream order) {
    var ids = new ArrayList<String>();
    for (var event : received) {
      if (Objects.equals(event.getSubject(), order.id().toString())
          && !ids.contains(event.getId())) {
        ids.add(event.getId());
      }
    }
    return ids;
  }
}
