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
 * The production sagas of one kind, loaded from rows in memory and saved to them, each time as if
 * in a transaction: what throws on the way has changed nothing.
 */
public final class SimulatedRows<S extends StoredSaga<D>, D extends SagaDocument> {

  private static final Duration LEASE = Duration.ofSeconds(20);

  private final SagaDefinition<S, D> kind;
  private final HostedSagas<S, D> sagas;
  private final InMemorySagaTable<D> table;
  private final Clock clock;
  private final BiConsumer<D, Object> witness;
  private int heard;
  private @Nullable TaskHandler<D> taskHandler;

  /**
   * @param machine what the sagas decide with
   * @param witness is told of each state an event or a signal finds a saga in
   */
  public SimulatedRows(
      SagaDefinition<S, D> kind, Object machine, Clock clock, BiConsumer<D, Object> witness) {
    this.kind = kind;
    this.clock = clock;
    this.witness = witness;
    this.table = new InMemorySagaTable<>(kind);
    this.sagas = new HostedSagas<>(kind, machine, clock);
  }

  /** Who carries out the tasks. */
  public void employ(TaskHandler<D> anErrand) {
    taskHandler = anErrand;
  }

  /**
   * For the next life.
   *
   * @param asJson whether each save goes through the stored form
   */
  public void reset(boolean asJson) {
    table.clear(asJson);
    heard = 0;
  }

  public boolean isBehind(List<? extends EventMessage<?>> stream) {
    return heard < stream.size();
  }

  /** Hears some more of the events, in one transaction with how far it has come. */
  public void hear(List<? extends EventMessage<?>> stream, int most, Runnable beforeSave) {
    var batch = stream.subList(heard, Math.min(stream.size(), heard + most));
    var inHand = new LinkedHashMap<String, HostedSagas<S, D>.Instance>();
    for (EventMessage<?> event : batch) {
      var id = kind.idOf(event);
      if (id != null) {
        var saga = inHand.computeIfAbsent(id, this::load);
        witness(saga, event.getPayload());
        saga.hear(event);
      }
    }
    beforeSave.run();
    inHand.forEach(this::save);
    heard += batch.size();
  }

  /** What a worker learned; nothing happens if the saga has ended. */
  private void tell(String id, Object signal) {
    save(id, told(id, signal));
  }

  /** Rings one deadline that is due, if there is one. */
  public boolean ring(Runnable beforeSave) {
    var due = table.findId(row -> row.isRinging(clock.instant()));
    due.ifPresent(
        id -> {
          var saga = told(id, kind.deadlineExpired(table.document(id).turn()));
          beforeSave.run();
          table.clearDeadline(id);
          save(id, saga);
        });
    return due.isPresent();
  }

  /** Lends a pending task to a worker, unless another one still has it. */
  public Optional<SimulatedTask> claim() {
    return table.findId(row -> row.isClaimable(clock.instant())).map(this::job);
  }

  private SimulatedTask job(String id) {
    var until = clock.instant().plus(LEASE);
    table.lend(id, until);
    var document = table.document(id);
    var worker = Optional.ofNullable(taskHandler).orElseThrow();
    return new SimulatedTask(
        kind.name() + ": " + document.pending() + " (turn " + document.turn() + ")",
        () -> clock.instant().isBefore(until) && table.isAtTurn(id, document.turn()),
        () -> worker.run(document));
  }

  public SagaMessenger door(Outbox outbox) {
    return new CollectingMessenger(kind, clock, outbox, this::tell);
  }

  private HostedSagas<S, D>.Instance load(String id) {
    return table
        .find(id)
        .map(row -> sagas.revived(id, row.document(kind)))
        .orElseGet(() -> sagas.unborn(id));
  }

  private HostedSagas<S, D>.Instance told(String id, Object signal) {
    var saga = load(id);
    witness(saga, signal);
    saga.told(signal);
    return saga;
  }

  private void witness(HostedSagas<S, D>.Instance saga, Object heardNow) {
    if (saga.isAlive()) {
      witness.accept(saga.document(), heardNow);
    }
  }

  private void save(String id, HostedSagas<S, D>.Instance saga) {
    if (!saga.isAlive()) {
      table.delete(id);
    } else if (!table.isAtTurn(id, saga.document().turn())) {
      var next = saga.document();
      var deadline =
          Optional.ofNullable(saga.deadline())
              .orElseThrow(() -> new AssertionError("rule 1: never looked at again: " + next));
      table.save(id, next, clock.instant(), deadline);
    }
  }

  /** What is stored now. */
  public InMemorySagaTable<D> rows() {
    return table;
  }
}
