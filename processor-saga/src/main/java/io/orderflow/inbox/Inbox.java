package io.orderflow.inbox;

import io.orderflow.partner.SingleLine;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The callbacks that were acknowledged. Each method is a transaction of its own, committed when it
 * returns.
 */
@Component
public class Inbox {

  private static final String STORE =
      """
      insert into fulfillment.inbox (partner, event_id, body, received_at, due_at)
      values (?, ?, ?, ?, ?) on conflict do nothing""";
  private static final String WRITTEN_DIFFERENTLY =
      """
      select kept.event_id, kept.body
      from unnest(?::text[], ?::text[]) as said (event_id, body)
      join fulfillment.inbox kept on kept.partner = ? and kept.event_id = said.event_id
      where kept.body <> said.body""";
  private static final String CLAIM =
      """
      with due as materialized (
        select partner, event_id from fulfillment.inbox
        where state = 'PENDING' and due_at <= ?
        order by due_at limit ? for update skip locked)
      update fulfillment.inbox taken set attempts = attempts + 1, due_at = ?
      from due where taken.partner = due.partner and taken.event_id = due.event_id
      returning taken.partner, taken.event_id, taken.body, taken.attempts""";
  private static final String OLDEST_DUE =
      "select min(due_at) from fulfillment.inbox where state = 'PENDING' and due_at <= ?";
  private static final String SETTLE =
      """
      update fulfillment.inbox set state = ?, unmatched = ?, reason = ?, settled_at = ?
      where partner = ? and event_id = ? and state = 'PENDING'""";
  private static final String POSTPONE =
      """
      update fulfillment.inbox set reason = ?, due_at = ?
      where partner = ? and event_id = ? and state = 'PENDING' and attempts = ?""";
  private static final String FORGET =
      """
      delete from fulfillment.inbox where (partner, event_id) in (
        select partner, event_id from fulfillment.inbox
        where state = 'DONE' and settled_at < ? order by settled_at limit ? for update skip locked)""";
  private static final String TRIM =
      """
      delete from fulfillment.inbox where (partner, event_id) in (
        select partner, event_id from (
          select partner, event_id, row_number() over (
            partition by partner, coalesce(unmatched, 'OTHER') order by settled_at desc) as place
          from fulfillment.inbox where state = 'REJECTED') ranked
        where place > ? limit ?)""";

  private static final int MAX_REASON = 500;

  private final JdbcTemplate jdbc;
  private final TransactionTemplate transaction;

  Inbox(JdbcTemplate jdbc, PlatformTransactionManager transactions) {
    this.jdbc = jdbc;
    this.transaction = new TransactionTemplate(transactions);
  }

  /**
   * Keeps all of these or none; where something is kept under an event id already, that stays.
   * Sorted, for two that store the same in another order would wait for each other.
   *
   * @param bodies by event id
   */
  public StoredCallbacks store(
      CallbackSource sender, SortedMap<String, String> bodies, Instant now) {
    var at = Timestamp.from(now);
    var rows =
        bodies.entrySet().stream()
            .map(each -> new Object[] {sender.name(), each.getKey(), each.getValue(), at, at})
            .toList();
    return transaction.execute(
        _ -> {
          jdbc.batchUpdate(STORE, rows);
          return kept(sender, bodies);
        });
  }

  private StoredCallbacks kept(CallbackSource sender, SortedMap<String, String> bodies) {
    var kept = new HashMap<>(bodies);
    jdbc.query(
        WRITTEN_DIFFERENTLY,
        statement -> {
          var connection = statement.getConnection();
          statement.setArray(1, connection.createArrayOf("text", bodies.keySet().toArray()));
          statement.setArray(2, connection.createArrayOf("text", bodies.values().toArray()));
          statement.setString(3, sender.name());
        },
        row -> {
          kept.put(row.getString(1), row.getString(2));
        });
    return new StoredCallbacks(sender, kept);
  }

  /** Takes what is due, oldest first, and lends it to the caller until the lease ends. */
  List<InboxEntry> claim(int most, Instant now, Instant leaseEnd) {
    return transaction.execute(
        _ ->
            jdbc.query(
                CLAIM,
                (row, _) -> entry(row),
                Timestamp.from(now),
                most,
                Timestamp.from(leaseEnd)));
  }

  /** Since when the oldest one is due that nobody has taken. */
  Optional<Instant> oldestDue(Instant now) {
    var oldest = jdbc.queryForObject(OLDEST_DUE, Timestamp.class, Timestamp.from(now));
    return Optional.ofNullable(oldest).map(Timestamp::toInstant);
  }

  private static InboxEntry entry(ResultSet row) throws SQLException {
    return new InboxEntry(
        CallbackSource.valueOf(row.getString(1)),
        row.getString(2),
        row.getString(3),
        row.getInt(4));
  }

  void done(InboxEntry entry, Instant now) {
    change(SETTLE, "DONE", null, null, Timestamp.from(now), entry.sender().name(), entry.eventId());
  }

  /** Parks the callback for a person to look at; nothing takes it again. */
  void rejected(InboxEntry entry, UnmatchedReason reason, String detail, Instant now) {
    change(
        SETTLE,
        "REJECTED",
        reason.name(),
        SingleLine.line(detail, MAX_REASON),
        Timestamp.from(now),
        entry.sender().name(),
        entry.eventId());
  }

  /** Puts the callback off, unless somebody else has taken it since. */
  void failed(InboxEntry entry, String error, Instant dueAt) {
    change(
        POSTPONE,
        SingleLine.line(error, MAX_REASON),
        Timestamp.from(dueAt),
        entry.sender().name(),
        entry.eventId(),
        entry.attempts());
  }

  /** Deletes what was done before then; at most so many rows. Answers how many it were. */
  public int forget(Instant doneBefore, int most) {
    return change(FORGET, Timestamp.from(doneBefore), most);
  }

  /**
   * Deletes the oldest that fit no order, beyond so many of one partner and reason; at most so many
   * rows. Answers how many it were.
   */
  public int trimUnmatched(int kept, int most) {
    return change(TRIM, kept, most);
  }

  private int change(String sql, @Nullable Object... arguments) {
    return transaction.execute(_ -> jdbc.update(sql, arguments));
  }
}
