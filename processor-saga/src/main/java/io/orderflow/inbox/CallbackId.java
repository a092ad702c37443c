package io.orderflow.inbox;

import java.util.Comparator;

/** An event id, which is unique per source. Ordered, so that nodes lock rows in one order. */
record CallbackId(CallbackSource source, String eventId) implements Comparable<CallbackId> {

  private static final Comparator<CallbackId> ORDER =
      Comparator.comparing(CallbackId::source).thenComparing(CallbackId::eventId);

  @Override
  public int compareTo(CallbackId other) {
    return ORDER.compare(this, other);
  }

  /** Identifies the callback, and quotes nothing of its content. */
  @Override
  public String toString() {
    return source + " callback " + eventId;
  }
}
