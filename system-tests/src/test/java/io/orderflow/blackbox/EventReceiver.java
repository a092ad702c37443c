package io.orderflow.blackbox;

import java.util.List;
import java.util.Map;

/** Where public events arrive, and what can happen to it. */
interface EventReceiver extends AutoCloseable {

  /** What it adds to the settings of a replica. */
  Map<String, String> settings();

  /** Called when replicas answer at this address, before the first order. */
  default void subscribe(String url) throws Exception {}

  /** Whether the events of an order arrive in order. */
  default boolean keepsOrder() {
    return true;
  }

  /** As by a power cut; it comes back with all that it has confirmed. */
  void killAndStartAgain();

  /** How often it was killed. */
  int kills();

  /** All that has arrived since the beginning, in order of arrival, with repetitions. */
  List<PublishedEvent> received() throws Exception;

  @Override
  void close();
}
