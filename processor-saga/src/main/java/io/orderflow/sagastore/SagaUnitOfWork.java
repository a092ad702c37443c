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
 * The rows that one unit of work has locked, and their pending changes. A batch may handle many
 * events of one saga: its row is read once before the first and written once after the last.
 */
final class SagaUnitOfWork {

  private static final String RESOURCE = SagaUnitOfWork.class.getName();

  private final Map<String, SagaRow> locked = new HashMap<>();
  private final Map<String, StoredSaga<?>> touched = new LinkedHashMap<>();
  private final List<String> ended = new ArrayList<>();
  private final Map<String, Instant> deadlines = new HashMap<>();

  /** Empty before the current unit of work has locked rows. */
  static Optional<SagaUnitOfWork> current() {
    return Optional.ofNullable(CurrentUnitOfWork.get().root().getResource(RESOURCE));
  }

  static SagaUnitOfWork required(String id) {
    return current()
        .orElseThrow(() -> new IllegalStateException("the row of " + id + " is not locked"));
  }

  static void begin(UnitOfWork<?> unitOfWork, List<SagaRow> locked) {
    var sagas = new SagaUnitOfWork();
    locked.forEach(row -> sagas.locked.put(row.id(), row));
    unitOfWork.root().resources().put(RESOURCE, sagas);
  }

  @Nullable SagaRow find(String id) {
    return locked.get(id);
  }

  void save(String id, StoredSaga<?> saga) {
    touched.put(id, saga);
  }

  void end(String id) {
    touched.remove(id);
    ended.add(id);
  }

  void setDeadline(String id, Instant at) {
    deadlines.put(id, at);
  }

  /** The sagas that have handled a message, by id; most have changed, some have not. */
  Map<String, StoredSaga<?>> touched() {
    return touched;
  }

  List<String> ended() {
    return ended;
  }

  @Nullable Instant deadlineOf(String id) {
    return deadlines.get(id);
  }
}
