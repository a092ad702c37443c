package io.orderflow.sagastore;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;

/**
 * The rows one unit of work has locked, and what is to become of them. A batch of events may touch
 * one saga many times; its row is read once before the first, and written once after the last.
 */
final class SagaUnitOfWork {

  private static final String RESOURCE = SagaUnitOfWork.class.getName();

  private final Map<String, SagaRow> locked = new HashMap<>();
  private final Map<String, StoredSaga<?>> changed = new LinkedHashMap<>();
  private final List<String> ended = new ArrayList<>();
  private final Map<String, Instant> deadlines = new HashMap<>();

  /** Those of the unit of work that is running; there are none before somebody has locked some. */
  static Optional<SagaUnitOfWork> current() {
    return Optional.ofNullable(CurrentUnitOfWork.get().root().getResource(RESOURCE));
  }

  /**
   * @param saga whose row should have been locked
   */
  static SagaUnitOfWork required(String saga) {
    return current()
        .orElseThrow(
            () -> new IllegalStateException("the row of " + saga + " must be locked before"));
  }

  static SagaUnitOfWork lockedBy(UnitOfWork<?> unitOfWork, List<SagaRow> rows) {
    SagaUnitOfWork inHand = new SagaUnitOfWork();
    rows.forEach(row -> inHand.locked.put(row.id(), row));
    unitOfWork.root().resources().put(RESOURCE, inHand);
    return inHand;
  }

  @Nullable SagaRow find(String id) {
    return locked.get(id);
  }

  void change(String id, StoredSaga<?> saga) {
    changed.put(id, saga);
  }

  void end(String id) {
    changed.remove(id);
    ended.add(id);
  }

  void setDeadline(String id, Instant at) {
    deadlines.put(id, at);
  }

  /** By id, what is to be kept of those that have moved on since their rows were locked. */
  Map<String, SagaDocument> moved() {
    var moved = new LinkedHashMap<String, SagaDocument>();
    changed.forEach(
        (id, saga) -> {
          var before = locked.get(id);
          var document = saga.document();
          if (before == null || before.turn() != document.turn()) {
            moved.put(id, document);
          }
        });
    return moved;
  }

  List<String> ended() {
    return List.copyOf(ended);
  }

  @Nullable Instant deadlineOf(String id) {
    return deadlines.get(id);
  }
}
