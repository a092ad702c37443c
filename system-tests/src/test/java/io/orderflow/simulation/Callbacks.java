package io.orderflow.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * What partners want to tell: in any order, again and again until it was received, and then again.
 */
final class Callbacks {

  private final RandomChoices random;
  private final String orderId;
  private final List<Callback> waiting = new ArrayList<>();
  private final List<Callback> sent = new ArrayList<>();

  Callbacks(RandomChoices random, String orderId) {
    this.random = random;
    this.orderId = orderId;
  }

  /**
   * @param more the members of this type of callback, each with a comma before it
   */
  void announce(String sender, String type, String key, String more) {
    var eventId = "evt-" + (waiting.size() + sent.size());
    var body =
        "{\"type\":\"%s\",\"eventId\":\"%s\",\"orderId\":\"%s\",\"key\":\"%s\"%s}"
            .formatted(type, eventId, orderId, key, more);
    waiting.add(new Callback(sender, eventId, body));
  }

  /** Any of those not yet received; it is repeated unless the receiver returns. */
  boolean deliverOne(Consumer<Callback> receiver) {
    if (waiting.isEmpty()) {
      return false;
    }
    var next = random.oneOf(waiting);
    receiver.accept(next);
    waiting.remove(next);
    sent.add(next);
    return true;
  }

  /** One that was received before, under its own id or, by a forgetful partner, a new one. */
  boolean repeatOne(Consumer<Callback> receiver) {
    if (sent.isEmpty()) {
      return false;
    }
    var old = random.oneOf(sent);
    receiver.accept(random.in(50) ? old : old.renamed("again-" + random.below(1_000_000)));
    return true;
  }

  List<Callback> sent() {
    return List.copyOf(sent);
  }

  boolean isQuiet() {
    return waiting.isEmpty();
  }

  record Callback(String sender, String eventId, String body) {

    Callback renamed(String newId) {
      return new Callback(
          sender,
          newId,
          body.replace("\"eventId\":\"" + eventId + "\"", "\"eventId\":\"" + newId + "\""));
    }
  }
}
