package io.orderflow.process.backlog;

import java.time.Duration;

/** One place where orders may have to wait for those before them. */
@FunctionalInterface
public interface Backlog {

  /** About how long whoever comes now will wait. Asked a few times a second. */
  Duration delay();
}
