package io.orderflow.views.status;

/**
 * Events that an operator has had left out of a view, since it could not handle them.
 *
 * @param first the number of the first of them
 * @param last the number of the last one
 * @param note why, in the operator's words
 */
record DiscardedEvents(long first, long last, String note) {

  /** The same with later ones. */
  DiscardedEvents and(DiscardedEvents later) {
    return new DiscardedEvents(first, later.last, later.note);
  }
}
