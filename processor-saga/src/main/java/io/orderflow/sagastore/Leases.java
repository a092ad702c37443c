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
 * Who has which task to itself, and until when. Tasks whose worker died, had no room, or failed are
 * lent out again, to whichever node asks first.
 */
class Leases<D extends SagaDocument> {

  private static final Logger log = LoggerFactory.getLogger(Leases.class);

  /** Of one lane, in one transaction. */
  private static final int MOST_AT_ONCE = 200;

  private final TaskTable table;
  private final SagaDefinition<?, D> kind;
  private final TransactionManager transactions;
  private final Terms terms;

  Leases(TaskTable table, SagaDefinition<?, D> kind, TransactionManager transactions, Terms terms) {
    this.table = table;
    this.kind = kind;
    this.transactions = transactions;
    this.terms = terms;
  }

  /**
   * Takes over lapsed tasks, each lane for itself: one that is full, or has thousands of them, does
   * not keep the others waiting.
   *
   * @param room how many tasks of each lane can be taken
   */
  List<LeasedTask<D>> claim(Map<String, Integer> room) {
    var limits = new HashMap<String, Integer>();
    room.forEach((lane, free) -> limits.put(lane, Math.min(free, MOST_AT_ONCE)));
    var rows =
        transactions.fetchInTransaction(
            () -> table.claimLapsed(terms.clock().instant(), terms.leaseUntil(), limits));
    return rows.stream().flatMap(sagaRow -> assignment(sagaRow).stream()).toList();
  }

  /**
   * Asked right before a task is carried out: no event has overtaken it, and nobody else was lent
   * it while it was queued here. One that has waited for long is lent anew, so that nobody takes it
   * over while it is in hand.
   */
  boolean isHeld(LeasedTask<D> lent) {
    if (terms.isFresh(lent.leaseUntil())) {
      return table.isAtTurn(lent.id(), lent.turn());
    }
    return transactions.fetchInTransaction(
        () -> table.renew(lent.id(), lent.turn(), lent.leaseUntil(), terms.leaseUntil()));
  }

  /**
   * One row that cannot be read must not keep those that were claimed with it from their worker.
   */
  private Optional<LeasedTask<D>> assignment(SagaRow sagaRow) {
    try {
      var document = kind.json().readValue(sagaRow.document(), kind.documentType());
      return Optional.of(
          new LeasedTask<>(
              sagaRow.id(),
              kind.laneOf(document),
              document,
              Objects.requireNonNull(sagaRow.leaseUntil())));
    } catch (RuntimeException unreadable) {
      log.error(
          "{} {}: the pending task cannot be read; it is looked at again in {}",
          kind.name(),
          sagaRow.id(),
          terms.lease(),
          unreadable);
      return Optional.empty();
    }
  }

  /** On what terms tasks are lent. */
  record Terms(Clock clock, Duration lease) {

    /** As exact as it is stored: it tells one lease from the next. */
    Instant leaseUntil() {
      return clock.instant().plus(lease).truncatedTo(MICROS);
    }

    /** At least half of it is left. */
    boolean isFresh(Instant leaseUntil) {
      return !clock.instant().plus(lease.dividedBy(2)).isAfter(leaseUntil);
    }
  }
}
