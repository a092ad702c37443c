package io.orderflow.sagastore;

import static java.time.temporal.ChronoUnit.MICROS;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.axonframework.common.transaction.TransactionManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leases tasks, so that only one worker has each. A task whose worker died, was full, or failed is
 * leased again to the first node that asks.
 */
class Leases<D extends SagaDocument> {

  private static final Logger log = LoggerFactory.getLogger(Leases.class);

  /** Of one lane. */
  private static final int MOST_AT_ONCE = 200;

  private static final Duration TRUSTED_FOR = Duration.ofMillis(250);

  private final TaskTable table;
  private final SagaDefinition<?, D> definition;
  private final TransactionManager transactions;
  private final Terms terms;

  Leases(
      TaskTable table,
      SagaDefinition<?, D> definition,
      TransactionManager transactions,
      Terms terms) {
    this.table = table;
    this.definition = definition;
    this.transactions = transactions;
    this.terms = terms;
  }

  /**
   * Leases lapsed tasks. Each lane has its own limit: a full one does not hold up the others.
   *
   * @param room how many tasks each lane can take
   */
  List<LeasedTask<D>> claim(Map<String, Integer> room) {
    var limits = new HashMap<String, Integer>();
    room.forEach((lane, free) -> limits.put(lane, Math.min(free, MOST_AT_ONCE)));
    var rows =
        transactions.fetchInTransaction(
            () -> table.claimLapsed(terms.clock().instant(), terms.leaseUntil(), limits));
    return rows.stream().flatMap(row -> task(row).stream()).toList();
  }

  /**
   * Whether the task may be run without a look at its row. Asking a partner takes longer than the
   * time for which this holds, so a saga must expect that it moves on while its task is run.
   */
  boolean isKnownToBeHeld(LeasedTask<D> task) {
    return terms.isFresh(task.leaseUntil())
        && terms.clock().instant().isBefore(task.heldAt().plus(TRUSTED_FOR));
  }

  /**
   * Checks that the sagas of these tasks have not moved on, and that no other node has leased the
   * first one while it was queued. A lease that has half run out is renewed for the first task, so
   * that it does not lapse while the task runs; of the others these are left out.
   *
   * @param tasks the first is to be run now
   * @return those that are held
   */
  List<LeasedTask<D>> held(List<LeasedTask<D>> tasks) {
    var now = terms.clock().instant();
    var first = tasks.getFirst();
    if (!terms.isFresh(first.leaseUntil())) {
      return isRenewed(first) ? List.of(first) : List.of();
    }
    var fresh = tasks.stream().filter(task -> terms.isFresh(task.leaseUntil())).toList();
    var atTurn = table.atTurn(fresh.stream().map(LeasedTask::taskId).toList());
    return fresh.stream()
        .filter(task -> atTurn.contains(task.taskId()))
        .map(task -> task.heldAt(now))
        .toList();
  }

  private boolean isRenewed(LeasedTask<D> task) {
    return transactions.fetchInTransaction(
        () -> table.renew(task.taskId(), task.leaseUntil(), terms.leaseUntil()));
  }

  /** An unreadable row must not keep the others from their workers. */
  private Optional<LeasedTask<D>> task(SagaRow row) {
    try {
      var document = definition.json().readValue(row.document(), definition.documentType());
      return Optional.of(
          new LeasedTask<>(
              row.id(),
              definition.laneOf(document),
              document,
              Objects.requireNonNull(row.leaseUntil()),
              terms.clock().instant()));
    } catch (RuntimeException unreadable) {
      log.error(
          "{} {}: cannot read the pending task; trying again in {}",
          definition.name(),
          row.id(),
          terms.lease(),
          unreadable);
      return Optional.empty();
    }
  }

  record Terms(Clock clock, Duration lease) {

    /** Truncated as PostgreSQL stores it: it identifies the lease. */
    Instant leaseUntil() {
      return clock.instant().plus(lease).truncatedTo(MICROS);
    }

    /** The end of a lease that no worker has. */
    Instant unleased() {
      return clock.instant().truncatedTo(MICROS);
    }

    /** At least half of the lease is left. */
    boolean isFresh(Instant leaseUntil) {
      return !clock.instant().plus(lease.dividedBy(2)).isAfter(leaseUntil);
    }
  }
}
