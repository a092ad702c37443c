package io.orderflow.process.backlog;

import java.time.Duration;

/** A queue on an order's way. */
@FunctionalInterface
public interface BacklogSource {

  /** About how long a new order will wait in it. Asked a few times a second. */
  Duration delay();
}
