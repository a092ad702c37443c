package io.orderflow.web.admission;

import io.orderflow.web.admission.AdmissionProperties.Places;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** Limits the requests that are worked on, and those that wait for that, in order of arrival. */
final class Bulkhead {

  private final Places places;
  private final Semaphore free;
  private final AtomicInteger waiting = new AtomicInteger();
  private final LongAdder refused = new LongAdder();

  Bulkhead(Places places) {
    this.places = places;
    this.free = new Semaphore(places.atOnce(), true);
  }

  /** Takes a place if there is one; the caller must then {@link #leave()} it. */
  boolean enter(Duration patience) throws InterruptedException {
    boolean entered = free.tryAcquire(0, TimeUnit.SECONDS) || waitFor(patience);
    if (!entered) {
      refuse();
    }
    return entered;
  }

  private boolean waitFor(Duration patience) throws InterruptedException {
    try {
      return waiting.incrementAndGet() <= places.waiting()
          && free.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS);
    } finally {
      waiting.decrementAndGet();
    }
  }

  void leave() {
    free.release();
  }

  /** Counts a request that is refused for another reason. */
  void refuse() {
    refused.increment();
  }

  int admitted() {
    return places.atOnce() - free.availablePermits();
  }

  int waiting() {
    return Math.min(waiting.get(), places.waiting());
  }

  long refused() {
    return refused.sum();
  }
}
