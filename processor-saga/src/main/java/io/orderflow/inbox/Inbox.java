package io.orderflow.inbox;

import static java.util.Objects.requireNonNull;

import io.orderflow.engine.database.GroupCommit;
import io.orderflow.partner.SingleLineText;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Component;

/**
 * The acknowledged callbacks. Each method is one statement that commits by itself, or two where an
 * event id is taken. Callbacks that arrive at the same time share a commit.
 */
@Component
public class Inbox {

  private static final String STORE =
      """
      insert into fulfillment.inbox (partner, event_id, body, received_at, due_at)
      select partner, event_id, body, received_at, received_at
      from unnest(?::text[], ?::text[], ?::text[], ?::timestamptz[])
        as received (partner, event_id, body, received_at)
      on conflict do nothing
      returning partner, event_id""";
  private static final String FIND =
      """
      select stored.partner, stored.event_id, stored.body
      from unnest(?::text[], ?::text[]) as wanted (partner, event_id)
      join fulfillment.inbox stored using (partner, event_id)""";
  private static final String CLAIM =
      """
      with due as materialized (
        select partner, event_id from fulfillment.inbox
        where state = 'PENDING' and due_at <= ?
        order by due_at limit ? for update skip locked)
      update fulfillment.inbox claimed set attempts = attempts + 1, due_at = ?
      from due where claimed.partner = due.partner and claimed.event_id = due.event_id
      returning claimed.partner, claimed.event_id, claimed.body, claimed.attempts""";
  private static final String OLDEST_DUE =
      "select min(due_at) from fulfillment.inbox where state = 'PENDING' and due_at <= ?";

  /** A postponement counts only for the latest claim; an end counts for any. */
  private static final String SETTLE =
      """
      update fulfillment.inbox entry set
        state = settled.state,
        unmatched = settled.unmatched,
        reason = settled.reason,
        due_at = coalesce(settled.due_at, entry.due_at),
        settled_at = case when settled.state = 'PENDING' then null else ?::timestamptz end
      from unnest(?::text[], ?::text[], ?::int[], ?::text[], ?::text[], ?::text[], ?::timestamptz[])
        as settled (partner, event_id, attempts, state, unmatched, reason, due_at)
      where entry.partner = settled.partner and entry.event_id = settled.event_id
        and entry.state = 'PENDING'
        and (settled.state <> 'PENDING' or entry.attempts = settled.attempts)""";

  private static final String FORGET =
      """
      delete from fulfillment.inbox where (partner, event_id) in (
        select partner, event_id from fulfillment.inbox
        where state in ('DONE', 'DISMISSED') and settled_at < ? order by settled_at limit ? for update skip locked)""";
  private static final String TRIM =
      """
      delete from fulfillment.inbox where (partner, event_id) in (
        select partner, event_id from (
          select partner, event_id, row_number() over (
            partition by partner, coalesce(unmatched, 'OTHER') order by settled_at desc) as place
          from fulfillment.inbox where state = 'REJECTED') ranked
        where place > ? limit ?)""";

  private static final int MAX_REASON = 500;

  /** With bodies of 64 KiB, a statement of 4 MiB. */
  private static final int MOST_AT_ONCE = 64;

  private final JdbcTemplate jdbc;
  private final GroupCommit<ReceivedCallback, String> arrivals =
      new GroupCommit<>(MOST_AT_ONCE, this::store);

  Inbox(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Stores a callback, or finds the one that was stored before under its event id. Durable when
   * this returns. Returns the stored body.
   */
  public String store(ReceivedCallback callback) {
    return arrivals.submit(callback);
  }

  /** Stores all of these or none. Returns the body that is stored under the event id of each. */
  public List<String> store(List<ReceivedCallback> callbacks) {
    var first = new TreeMap<CallbackId, ReceivedCallback>();
    callbacks.forEach(callback -> first.putIfAbsent(callback.id(), callback));
    var stored = new HashMap<CallbackId, String>();
    jdbc.query(
        STORE,
        row -> {
          var id = id(row);
          stored.put(id, requireNonNull(first.get(id)).body());
        },
        text(first.keySet(), id -> id.source().name()),
        text(first.keySet(), CallbackId::eventId),
        text(first.values(), ReceivedCallback::body),
        array("timestamptz", first.values(), each -> each.receivedAt()));
    var taken = new HashSet<>(first.keySet());
    taken.removeAll(stored.keySet());
    stored.putAll(find(taken));
    return callbacks.stream().map(callback -> requireNonNull(stored.get(callback.id()))).toList();
  }

  private Map<CallbackId, String> find(Set<CallbackId> taken) {
    var found = new HashMap<CallbackId, String>();
    if (taken.isEmpty()) {
      return found;
    }
    jdbc.query(
        FIND,
        row -> {
          found.put(id(row), row.getString(3));
        },
        text(taken, id -> id.source().name()),
        text(taken, CallbackId::eventId));
    if (found.size() < taken.size()) {
      throw new ConcurrencyFailureException("a callback was deleted while it arrived again");
    }
    return found;
  }

  /** Leases due entries to the caller, oldest first. */
  List<InboxEntry> claim(int most, Instant now, Instant leaseEnd) {
    return jdbc.query(
        CLAIM,
        (row, _) -> new InboxEntry(id(row), row.getString(3), row.getInt(4)),
        Timestamp.from(now),
        most,
        Timestamp.from(leaseEnd));
  }

  /** The due time of the oldest entry that is not leased. */
  Optional<Instant> oldestDue(Instant now) {
    var oldest = jdbc.queryForObject(OLDEST_DUE, Timestamp.class, Timestamp.from(now));
    return Optional.ofNullable(oldest).map(Timestamp::toInstant);
  }

  private static CallbackId id(ResultSet row) throws SQLException {
    return new CallbackId(CallbackSource.valueOf(row.getString(1)), row.getString(2));
  }

  /** Records the outcome of all these dispatches. */
  void settle(List<InboxEntryUpdate> settlements, Instant now) {
    if (settlements.isEmpty()) {
      return;
    }
    jdbc.update(
        SETTLE,
        Timestamp.from(now),
        text(settlements, each -> each.entry().id().source().name()),
        text(settlements, each -> each.entry().id().eventId()),
        array("int4", settlements, each -> each.entry().attempts()),
        text(settlements, InboxEntryUpdate::state),
        text(settlements, each -> each.unmatched() == null ? null : each.unmatched().name()),
        text(settlements, each -> line(each.reason())),
        array("timestamptz", settlements, each -> each.dueAt()));
  }

  private static @Nullable String line(@Nullable String reason) {
    return reason == null ? null : SingleLineText.line(reason, MAX_REASON);
  }

  /**
   * Deletes at most so many entries that were done or dismissed before then. Returns their number.
   */
  public int forget(Instant doneBefore, int most) {
    return jdbc.update(FORGET, Timestamp.from(doneBefore), most);
  }

  /**
   * Deletes the oldest unmatched entries beyond this number per source and reason, at most so many.
   * Returns their number.
   */
  public int trimUnmatched(int kept, int most) {
    return jdbc.update(TRIM, kept, most);
  }

  private static <T> SqlArrayValue text(Collection<T> rows, Function<T, @Nullable String> column) {
    return array("text", rows, row -> column.apply(row));
  }

  /** Values but null are sent in their text form, which for times is ISO 8601 in UTC. */
  private static <T> SqlArrayValue array(
      String type, Collection<T> rows, Function<T, @Nullable Object> column) {
    return new SqlArrayValue(type, rows.stream().map(column).toArray());
  }
}
