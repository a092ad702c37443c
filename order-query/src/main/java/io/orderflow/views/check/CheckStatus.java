package io.orderflow.views.check;

import io.orderflow.views.status.RowDifference;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A check, as it is shown.
 *
 * @param checked rows that were compared
 * @param orders rows there were when it began
 * @param position up to which orders without a row were looked for
 * @param target the newest event when it began
 * @param differing all orders that differ
 * @param differences the first of them
 */
public record CheckStatus(
    String id,
    String projection,
    State state,
    int percent,
    long checked,
    long orders,
    long position,
    long target,
    long differing,
    List<RowDifference> differences,
    Instant startedAt,
    @Nullable Instant endedAt) {

  public CheckStatus {
    differences = List.copyOf(differences);
  }

  /** The names are stored. */
  public enum State {
    RUNNING,
    /** Everything was compared; the differences say with what result. */
    DONE,
    CANCELLED
  }
}
