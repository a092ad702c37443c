package io.orderflow.benchmark;

/**
 * What PostgreSQL has done for the application.
 *
 * @param commits of all transactions, also of those that only read
 * @param writes transactions that wrote, each of which waits for the disk; those of autovacuum are
 *     counted too
 * @param statements all but {@code BEGIN}, which travels with the next one, and {@code COMMIT}
 * @param eventReads how often the events of one aggregate were read
 */
record DatabaseCounts(double commits, double writes, double statements, double eventReads) {

  DatabaseCounts since(DatabaseCounts earlier) {
    return new DatabaseCounts(
        commits - earlier.commits,
        writes - earlier.writes,
        statements - earlier.statements,
        eventReads - earlier.eventReads);
  }

  DatabaseCounts times(double factor) {
    return new DatabaseCounts(
        commits * factor, writes * factor, statements * factor, eventReads * factor);
  }

  DatabaseCounts dividedBy(double divisor) {
    return times(1 / divisor);
  }
}
