package io.orderflow.benchmark;

/**
 * What PostgreSQL has done for the application.
 *
 * @param statements all but {@code BEGIN}, which travels with the next one, and {@code COMMIT}
 * @param eventReads how often the events of one aggregate were read
 */
record DatabaseCounts(double commits, double statements, double eventReads) {

  DatabaseCounts since(DatabaseCounts earlier) {
    return new DatabaseCounts(
        commits - earlier.commits,
        statements - earlier.statements,
        eventReads - earlier.eventReads);
  }

  DatabaseCounts times(double factor) {
    return new DatabaseCounts(commits * factor, statements * factor, eventReads * factor);
  }

  DatabaseCounts dividedBy(double divisor) {
    return times(1 / divisor);
  }
}
