package io.orderflow.views.check;

import io.orderflow.views.check.CheckStatus.State;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One check of a projection: first each row is compared with its events, then orders are looked for
 * that have events and no row.
 *
 * @param orders rows when it began
 * @param lastOrder the last row that was compared, in the order of ids
 * @param target the newest event when it began
 * @param position up to which orders without a row were looked for
 * @param differing rows that differ
 * @param missing orders without a row
 */
record ViewCheck(
    long id,
    String projection,
    State state,
    long orders,
    long checked,
    UUID lastOrder,
    boolean rowsDone,
    long target,
    long position,
    long differing,
    long missing,
    Instant startedAt,
    @Nullable Instant endedAt) {

  private static final int HALF = 50;

  boolean isRunning() {
    return state == State.RUNNING;
  }

  /** How much of it is behind it, in per cent; all of it only when it is done. */
  int percent() {
    if (state == State.DONE) {
      return 2 * HALF;
    }
    long rows = rowsDone ? HALF : share(checked, orders);
    return (int) Math.min(rows + share(position, target), 2 * HALF - 1);
  }

  private static long share(long reached, long all) {
    return all <= 0 ? 0 : Math.clamp(reached, 0, all) * HALF / all;
  }
}
