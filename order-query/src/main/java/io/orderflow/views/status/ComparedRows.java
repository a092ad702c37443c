package io.orderflow.views.status;

import java.util.List;
import java.util.UUID;

/**
 * Some rows compared with their events.
 *
 * @param count how many rows
 * @param last the id of the last row
 * @param differences those that hold whatever the projection does next
 * @param behind rows that lacked an event; the projection may be about to handle it
 */
public record ComparedRows(
    int count, UUID last, List<RowDifference> differences, List<RowDifference> behind) {

  public ComparedRows {
    differences = List.copyOf(differences);
    behind = List.copyOf(behind);
  }
}
