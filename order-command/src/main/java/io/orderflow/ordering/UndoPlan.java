package io.orderflow.ordering;

import io.orderflow.api.Step;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

/**
 * The steps that a cancellation has yet to undo. They are undone newest first: each is begun only
 * when the one after it is confirmed, so that no money goes back while the parcel may still ship.
 *
 * @param left oldest first
 */
record UndoPlan(List<Step> left) {

  static final UndoPlan NOTHING = new UndoPlan(List.of());

  /** Everything up to the open step; what may have happened in it is undone as if it had. */
  static UndoPlan from(Step open) {
    return new UndoPlan(List.copyOf(EnumSet.range(Step.STOCK, open)));
  }

  UndoPlan without(Step undone) {
    return new UndoPlan(left.stream().filter(step -> step != undone).toList());
  }

  /** The step being undone now. */
  Optional<Step> current() {
    return left.isEmpty() ? Optional.empty() : Optional.of(left.getLast());
  }
}
