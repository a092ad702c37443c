package io.orderflow.sagastore;

import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The rows of one definition of saga, and every task they have ever held. */
public final class InMemorySagaTable<D extends SagaDocument> {

  private final SagaDefinition<?, D> definition;
  private final Map<String, StoredRow<D>> rows = new LinkedHashMap<>();
  private final Set<String> intents = new HashSet<>();
  private boolean asJson;

  InMemorySagaTable(SagaDefinition<?, D> definition) {
    this.definition = definition;
  }

  void clear(boolean throughJson) {
    rows.clear();
    intents.clear();
    asJson = throughJson;
  }

  public boolean isEmpty() {
    return rows.isEmpty();
  }

  boolean isAtTurn(String id, long turn) {
    return find(id).filter(row -> row.turn() == turn).isPresent();
  }

  Optional<StoredRow<D>> find(String id) {
    return Optional.ofNullable(rows.get(id));
  }

  D document(String id) {
    return find(id).orElseThrow().document(definition);
  }

  Optional<String> findId(Predicate<StoredRow<D>> which) {
    return rows.entrySet().stream()
        .filter(entry -> which.test(entry.getValue()))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  void save(String id, D document, Instant now, Instant deadline) {
    if (document.pending() != null) {
      intents.add(id + " " + document.pending().replaceFirst("/.*", ""));
    }
    rows.put(id, StoredRow.of(form(document), document, now, deadline));
  }

  /** Within a turn: lease and deadline stay. */
  void update(String id, D document) {
    rows.computeIfPresent(id, (_, row) -> row.with(form(document)));
  }

  private Object form(D document) {
    return asJson ? definition.json().writeValueAsString(document) : document;
  }

  void lease(String id, Instant until) {
    rows.computeIfPresent(id, (_, row) -> row.leasedUntil(until));
  }

  void clearDeadline(String id) {
    rows.computeIfPresent(id, (_, row) -> row.withoutDeadline());
  }

  void delete(String id) {
    rows.remove(id);
  }

  /**
   * Whether a committed row of this saga has ever held this task, for instance {@code request
   * PAYMENT 1} or {@code undo SHIPPING 1}.
   */
  public boolean intended(String id, String task) {
    return intents.contains(id + " " + task);
  }

  public Optional<Instant> soonestDeadline() {
    return soonest(row -> Stream.of(row.deadlineAt()));
  }

  /** The next deadline or end of a lease; empty once all sagas have ended. */
  public Optional<Instant> soonest() {
    return soonest(row -> Stream.of(row.deadlineAt(), row.leaseUntil()));
  }

  private Optional<Instant> soonest(Function<StoredRow<D>, Stream<@Nullable Instant>> times) {
    return rows.values().stream()
        .flatMap(times)
        .filter(Objects::nonNull)
        .map(Objects::requireNonNull)
        .min(Instant::compareTo);
  }

  @Override
  public String toString() {
    return definition.name() + rows.values().stream().map(row -> row.document(definition)).toList();
  }
}
