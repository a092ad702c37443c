package io.orderflow.views.status;

import io.orderflow.views.history.RecordedEvent;
import io.orderflow.views.status.RowDifference.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Folds the events of one order up to the version of its row, and finds where they part. */
final class RowFold {

  /** The parts of a state that are compared, by the name they have in the document. */
  private static final List<Part> PARTS =
      List.of(
          new Part("placed", OrderViewState::placed),
          new Part("status", OrderViewState::status),
          new Part("progress", OrderViewState::progress),
          new Part("payment", OrderViewState::payment),
          new Part("steps", OrderViewState::steps),
          new Part("attentions", OrderViewState::attentions),
          new Part("updatedAt", OrderViewState::updatedAt));

  private final OrderViewState row;

  /** The newest event after which each part was as in the row. */
  private final long[] lastEqual = new long[PARTS.size()];

  /** The newest event that changed each part. */
  private final long[] lastChanged = new long[PARTS.size()];

  private @Nullable OrderViewState state;

  RowFold(OrderViewState row) {
    this.row = row;
    Arrays.fill(lastEqual, -1);
  }

  /** Null if the row is what its events give and no event follows. */
  @Nullable RowDifference compare(Iterator<RecordedEvent> events) {
    while (version() < row.version() && events.hasNext()) {
      var before = state;
      state = HistoryFold.fold(before, events.next());
      noteParts(before, state);
    }
    if (version() < row.version()) {
      return difference(Kind.AHEAD, version() + 1, "the row has version " + row.version());
    }
    var omission = row.omission();
    if (omission != null) {
      return difference(
          Kind.INCOMPLETE, omission.first(), "events were discarded: " + omission.note());
    }
    if (!row.equals(state)) {
      return parted();
    }
    return events.hasNext()
        ? difference(Kind.BEHIND, row.version() + 1, "the row has version " + row.version())
        : null;
  }

  private long version() {
    return state == null ? -1 : state.version();
  }

  private void noteParts(@Nullable OrderViewState before, OrderViewState after) {
    for (int part = 0; part < lastEqual.length; part++) {
      if (PARTS.get(part).isEqual(row, after)) {
        lastEqual[part] = after.version();
      }
      if (before == null || !PARTS.get(part).isEqual(before, after)) {
        lastChanged[part] = after.version();
      }
    }
  }

  private RowDifference parted() {
    var names = new ArrayList<String>();
    long first = row.version();
    for (int part = 0; part < lastEqual.length; part++) {
      if (lastEqual[part] < row.version()) {
        names.add(PARTS.get(part).name());
        first = Math.min(first, firstNotShown(part));
      }
    }
    boolean incomplete =
        names.equals(List.of("payment")) && row.payment().charges().taken() == null;
    return difference(
        incomplete ? Kind.INCOMPLETE : Kind.STATE, first, "differs in " + String.join(", ", names));
  }

  /** Of a part that never was as in the row, the newest event that made it what it should be. */
  private long firstNotShown(int part) {
    return lastEqual[part] < 0 ? lastChanged[part] : lastEqual[part] + 1;
  }

  private RowDifference difference(Kind kind, long event, String detail) {
    return new RowDifference(row.placed().orderId(), kind, event, detail);
  }

  private record Part(String name, Function<OrderViewState, Object> of) {

    boolean isEqual(OrderViewState one, OrderViewState other) {
      return of.apply(one).equals(of.apply(other));
    }
  }
}
