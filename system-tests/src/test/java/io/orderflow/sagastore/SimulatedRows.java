package io.orderflow.sagastore;

import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.axonframework.eventhandling.EventMessage;
import org.jspecify.annotations.Nullable;

/**
 * The production sagas of one definition on rows in memory. Each method is a transaction: if it
 * throws, nothing has changed.
 */
public final class SimulatedRows<S extends StoredSaga<D>, D extends SagaDocument> {

  private static final Duration LEASE = Duration.ofSeconds(20);

  private final SagaDefinition<S, D> definition;
  private final HostedSagas<S, D> sagas;
  private final InMemorySagaTable<D> table;
  private final Clock clock;
  private final BiConsumer<D, Object> observer;
  private int position;
  private @Nullable TaskHandler<D> taskHandler;

  /**
   * @param parameters of the sagas' handlers, such as their machine
   * @param observer sees each message together with the document before it
   */
  public SimulatedRows(
      SagaDefinition<S, D> definition,
      List<Object> parameters,
      Clock clock,
      BiConsumer<D, Object> observer) {
    this.definition = definition;
    this.clock = clock;
    this.observer = observer;
    this.table = new InMemorySagaTable<>(definition);
    this.sagas = new HostedSagas<>(definition, parameters, clock);
  }

  public void handleTasksWith(TaskHandler<D> handler) {
    taskHandler = handler;
  }

  /**
   * Forgets everything.
   *
   * @param asJson whether documents are stored as JSON from now on
   */
  public void reset(boolean asJson) {
    table.clear(asJson);
    position = 0;
  }

  public boolean isBehind(List<? extends EventMessage<?>> stream) {
    return position < stream.size();
  }

  /** Handles the next events and stores the new position. */
  public void handleBatch(List<? extends EventMessage<?>> stream, int most, Runnable beforeSave) {
    var batch = stream.subList(position, Math.min(stream.size(), position + most));
    var sagasOfBatch = new LinkedHashMap<String, HostedSagas<S, D>.Instance>();
    for (EventMessage<?> event : batch) {
      var id = definition.idOf(event);
      if (id != null) {
        var saga = sagasOfBatch.computeIfAbsent(id, this::load);
        observe(saga, event.getPayload());
        saga.handleEvent(event);
      }
    }
    beforeSave.run();
    sagasOfBatch.forEach(this::save);
    position += batch.size();
  }

  /** Fires one due deadline, if there is one. */
  public boolean fireDeadline(Runnable beforeSave) {
    var due = table.findId(row -> row.isDue(clock.instant()));
    due.ifPresent(
        id -> {
          var saga = deliver(id, new SagaDeadline(table.document(id).turn()));
          beforeSave.run();
          table.clearDeadline(id);
          save(id, saga);
        });
    return due.isPresent();
  }

  /** Claims a pending task whose lease has lapsed. */
  public Optional<SimulatedTask> claim() {
    return table.findId(row -> row.isClaimable(clock.instant())).map(this::leased);
  }

  private SimulatedTask leased(String id) {
    var until = clock.instant().plus(LEASE);
    table.lease(id, until);
    var document = table.document(id);
    var worker = Optional.ofNullable(taskHandler).orElseThrow();
    return new SimulatedTask(
        definition.name() + ": " + document.pending() + " (turn " + document.turn() + ")",
        () -> clock.instant().isBefore(until) && table.isAtTurn(id, document.turn()),
        () -> worker.run(document));
  }

  /** Reports reach the saga when the outbox delivers them. */
  public SagaMessenger messenger(Outbox outbox) {
    return (id, report) ->
        outbox.add(new Report.ToSaga(report.toString(), () -> save(id, deliver(id, report))));
  }

  private HostedSagas<S, D>.Instance load(String id) {
    return table
        .find(id)
        .map(row -> sagas.loaded(id, row.document(definition)))
        .orElseGet(() -> sagas.created(id));
  }

  private HostedSagas<S, D>.Instance deliver(String id, Object payload) {
    var saga = load(id);
    observe(saga, payload);
    saga.deliver(payload);
    return saga;
  }

  private void observe(HostedSagas<S, D>.Instance saga, Object message) {
    if (saga.isAlive()) {
      observer.accept(saga.document(), message);
    }
  }

  private void save(String id, HostedSagas<S, D>.Instance saga) {
    if (!saga.isAlive()) {
      table.delete(id);
    } else if (table.isAtTurn(id, saga.document().turn())) {
      table.update(id, saga.document());
    } else {
      var next = saga.document();
      var deadline =
          Optional.ofNullable(saga.deadline())
              .orElseThrow(() -> new AssertionError("rule 1: never looked at again: " + next));
      table.save(id, next, clock.instant(), deadline);
    }
  }

  public InMemorySagaTable<D> rows() {
    return table;
  }
}
