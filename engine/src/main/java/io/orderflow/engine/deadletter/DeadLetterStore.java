package io.orderflow.engine.deadletter;

import io.orderflow.api.operations.DeadLetterList;
import io.orderflow.engine.failure.CauseChain;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The dead letters of one processor, in the schema of its module. All methods join the caller's
 * transaction. Event handling locks these rows in the order of their aggregates, before any row of
 * the module.
 */
final class DeadLetterStore {

  private static final String COLUMNS =
      "processor_name, aggregate_id, first_sequence, last_sequence, event_type, reason, tries, parked_at, trace";

  /** The id of a cause, as SQL. A hash, because a reason does not fit into a path. */
  private static final String CAUSE = "left(md5(event_type || ' ' || reason), 16)";

  private static final Pattern CAUSE_ID = Pattern.compile("[0-9a-f]{16}");

  private final JdbcTemplate jdbc;
  private final String table;
  private final String settled;
  private final String processor;

  DeadLetterStore(JdbcTemplate jdbc, String schema, String processor) {
    this.jdbc = jdbc;
    this.table = schema + ".dead_letter";
    this.settled = schema + ".settled_letter";
    this.processor = processor;
  }

  String processor() {
    return processor;
  }

  /**
   * Which of these aggregates are stopped; locks them against retries until the transaction ends.
   */
  List<String> lockStopped(Collection<String> aggregateIds) {
    return jdbc.query(
        "select aggregate_id from %s where processor_name = ? and aggregate_id = any(?) order by aggregate_id for update"
            .formatted(table),
        statement -> {
          statement.setString(1, processor);
          statement.setArray(
              2, statement.getConnection().createArrayOf("text", aggregateIds.toArray()));
        },
        (row, _) -> row.getString(1));
  }

  /** Whether the processor has none, in any of its segments. */
  boolean isEmpty() {
    return Boolean.FALSE.equals(
        jdbc.queryForObject(
            "select exists (select from %s where processor_name = ?)".formatted(table),
            Boolean.class,
            processor));
  }

  void park(DeadLetter letter) {
    jdbc.update(
        "insert into %s (%s) values (?, ?, ?, ?, ?, ?, ?, ?, ?)".formatted(table, COLUMNS),
        processor,
        letter.aggregateId(),
        letter.firstSequence(),
        letter.lastSequence(),
        letter.eventType(),
        letter.reason(),
        letter.tries(),
        Timestamp.from(letter.parkedAt()),
        letter.trace());
  }

  /** Queues one more event behind the first. */
  void queue(String aggregateId, long sequence) {
    jdbc.update(
        "update %s set last_sequence = greatest(last_sequence, ?) where processor_name = ? and aggregate_id = ?"
            .formatted(table),
        sequence,
        processor,
        aggregateId);
  }

  /**
   * Deletes a dead letter and keeps how it was settled, unless more events were queued since it was
   * read.
   *
   * @return whether it was deleted
   */
  boolean settle(DeadLetter letter, DeadLetterSettlement settlement) {
    if (!remove(letter)) {
      return false;
    }
    jdbc.update(
        """
        insert into %s (processor_name, aggregate_id, first_sequence, last_sequence, event_type,
          reason, discarded, actor, note, settled_at)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?, clock_timestamp())"""
            .formatted(settled),
        processor,
        letter.aggregateId(),
        letter.firstSequence(),
        letter.lastSequence(),
        letter.eventType(),
        letter.reason(),
        settlement.discarded(),
        settlement.actor(),
        settlement.note());
    return true;
  }

  /**
   * Deletes a dead letter, unless more events were queued since it was read.
   *
   * @return whether it was deleted
   */
  boolean remove(DeadLetter letter) {
    return jdbc.update(
            "delete from %s where processor_name = ? and aggregate_id = ? and last_sequence = ?"
                .formatted(table),
            processor,
            letter.aggregateId(),
            letter.lastSequence())
        == 1;
  }

  void failedAgain(DeadLetter letter, Throwable failure) {
    jdbc.update(
        "update %s set reason = ?, trace = ?, tries = tries + 1 where processor_name = ? and aggregate_id = ?"
            .formatted(table),
        CauseChain.reason(failure),
        CauseChain.trace(failure),
        processor,
        letter.aggregateId());
  }

  void clear() {
    jdbc.update("delete from %s where processor_name = ?".formatted(table), processor);
  }

  Optional<DeadLetter> find(String aggregateId) {
    return jdbc
        .query(
            "select %s from %s where processor_name = ? and aggregate_id = ?"
                .formatted(COLUMNS, table),
            (row, _) -> letter(row),
            processor,
            aggregateId)
        .stream()
        .findFirst();
  }

  /** The same, and no events are queued behind it until the transaction ends. */
  Optional<DeadLetter> lock(String aggregateId) {
    return lockStopped(List.of(aggregateId)).isEmpty() ? Optional.empty() : find(aggregateId);
  }

  /** The oldest, at most {@code limit}. */
  List<DeadLetter> oldest(int limit) {
    return jdbc.query(
        "select %s from %s where processor_name = ? order by parked_at, aggregate_id limit ?"
            .formatted(COLUMNS, table),
        (row, _) -> letter(row),
        processor,
        limit);
  }

  /** The oldest of one cause, at most {@code limit}. */
  List<DeadLetter> oldestOf(String cause, int limit) {
    if (!CAUSE_ID.matcher(cause).matches()) {
      return List.of();
    }
    return jdbc.query(
        "select %s from %s where processor_name = ? and %s = ? order by parked_at, aggregate_id limit ?"
            .formatted(COLUMNS, table, CAUSE),
        (row, _) -> letter(row),
        processor,
        cause,
        limit);
  }

  /** What operators have settled, the newest first, at most {@code limit}. */
  List<SettledLetter> settled(int limit) {
    return jdbc.query(
        "select * from %s where processor_name = ? order by settled_at desc, aggregate_id limit ?"
            .formatted(settled),
        (row, _) ->
            new SettledLetter(
                processor,
                row.getString("aggregate_id"),
                row.getLong("first_sequence"),
                row.getLong("last_sequence"),
                row.getString("event_type"),
                row.getString("reason"),
                new DeadLetterSettlement(
                    row.getBoolean("discarded"), row.getString("actor"), row.getString("note")),
                row.getTimestamp("settled_at").toInstant()),
        processor,
        limit);
  }

  /** The cause of a dead letter. */
  Optional<String> causeOf(String aggregateId) {
    return jdbc
        .queryForList(
            "select %s from %s where processor_name = ? and aggregate_id = ?"
                .formatted(CAUSE, table),
            String.class,
            processor,
            aggregateId)
        .stream()
        .findFirst();
  }

  /** All causes, or the most frequent of them. */
  List<DeadLetterList.Cause> causes(int limit) {
    return jdbc.query(
        """
        select %1$s as cause, event_type, reason, count(*) as counted, min(parked_at) as since
        from %2$s where processor_name = ? group by event_type, reason
        order by counted desc, since, cause limit ?"""
            .formatted(CAUSE, table),
        (row, _) ->
            new DeadLetterList.Cause(
                processor,
                row.getString("cause"),
                row.getString("event_type"),
                row.getString("reason"),
                row.getLong("counted"),
                row.getTimestamp("since").toInstant()),
        processor,
        limit);
  }

  long count() {
    Long count =
        jdbc.queryForObject(
            "select count(*) from %s where processor_name = ?".formatted(table),
            Long.class,
            processor);
    return count == null ? 0 : count;
  }

  private static DeadLetter letter(ResultSet row) throws SQLException {
    return new DeadLetter(
        row.getString("processor_name"),
        row.getString("aggregate_id"),
        row.getLong("first_sequence"),
        row.getLong("last_sequence"),
        row.getString("event_type"),
        row.getString("reason"),
        row.getInt("tries"),
        row.getTimestamp("parked_at").toInstant(),
        row.getString("trace"));
  }
}
