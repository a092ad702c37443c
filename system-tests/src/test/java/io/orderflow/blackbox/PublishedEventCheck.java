package io.orderflow.blackbox;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Compares what a receiver of public events got with the event store. */
final class PublishedEventCheck {

  private PublishedEventCheck() {}

  /**
   * What is missing, invented, out of order, or another event under the same id.
   *
   * @param expected the ids of each order, in order
   * @param inOrder whether they must arrive so
   */
  static List<String> wrong(
      Map<String, List<String>> expected, List<PublishedEvent> received, boolean inOrder) {
    var wrong = new ArrayList<String>();
    var bodies = new HashMap<String, String>();
    var arrived = new HashMap<String, List<String>>();
    for (var event : received) {
      var before = bodies.putIfAbsent(event.id(), event.body());
      if (before == null) {
        arrived.computeIfAbsent(event.order(), _ -> new ArrayList<>()).add(event.id());
      } else if (!before.equals(event.body())) {
        wrong.add(event.id() + " was told in two ways: " + before + " and " + event.body());
      }
    }
    var orders = new TreeSet<>(expected.keySet());
    orders.addAll(arrived.keySet());
    for (var order : orders) {
      var must = expected.getOrDefault(order, List.of());
      var has = arrived.getOrDefault(order, List.of());
      boolean same = inOrder ? must.equals(has) : Set.copyOf(must).equals(Set.copyOf(has));
      if (!same) {
        wrong.add(order + " has " + has + " and not " + must);
      }
    }
    return wrong;
  }
}
