package io.orderflow.blackbox;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Sees in the database, several times a second, how long the work of killed replicas lies still.
 *
 * <p>Of a segment that is the time from the kill of the process that held it until another one has
 * stored a token of its own there. Of what is lent with an end, a task or a callback, and of
 * deadlines it is how long one that was due was seen to lie there untaken.
 */
final class TakeOvers implements AutoCloseable {

  private static final long EVERY_MILLIS = 200;

  private static final String TOKENS =
      """
      select processor_name || '/' || segment, owner, md5(token) from views.token_entry union all
      select processor_name || '/' || segment, owner, md5(token) from fulfillment.token_entry""";
  private static final String DUE =
      """
      select 'task', order_id || ' ' || lease_until from fulfillment.fulfillment where lease_until < now()
      union all select 'task', charge_id || ' ' || lease_until from fulfillment.unexpected_payment
        where lease_until < now()
      union all select 'deadline', order_id || ' ' || deadline_at from fulfillment.fulfillment
        where deadline_at < now()
      union all select 'callback', event_id || ' ' || due_at from fulfillment.inbox
        where state = 'PENDING' and due_at < now()""";

  private final Connection database;
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
  private final Map<String, Held> held = new HashMap<>();
  private Map<Due, Long> waiting = Map.of();
  private final List<Orphan> orphans = new ArrayList<>();
  private final Map<String, Duration> longest = new TreeMap<>();
  private final ConcurrentLinkedQueue<String> troubles = new ConcurrentLinkedQueue<>();

  TakeOvers(String databaseUrl) throws SQLException {
    database = DriverManager.getConnection(databaseUrl);
    var _ = clock.scheduleWithFixedDelay(this::look, 0, EVERY_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** Called right after the kill; says how many segments it held. */
  synchronized long killed(long pid) {
    long now = System.nanoTime();
    held.forEach(
        (segment, holder) -> {
          if (holder.owner().startsWith(pid + "@")) {
            orphans.add(new Orphan(segment, holder.owner(), now));
          }
        });
    return orphans.stream().filter(orphan -> orphan.since() == now).count();
  }

  /** How long the longest of each kind has taken so far. */
  synchronized Map<String, Duration> longest() {
    return new TreeMap<>(longest);
  }

  /** How many segments no node has carried on yet. */
  synchronized int open() {
    return orphans.size();
  }

  List<String> troubles() {
    return List.copyOf(troubles);
  }

  private synchronized void look() {
    try (var statement = database.createStatement()) {
      try (var rows = statement.executeQuery(TOKENS)) {
        while (rows.next()) {
          seen(rows.getString(1), new Held(String.valueOf(rows.getString(2)), rows.getString(3)));
        }
      }
      try (var rows = statement.executeQuery(DUE)) {
        var still = new HashMap<Due, Long>();
        while (rows.next()) {
          var due = new Due(rows.getString(1), rows.getString(2));
          still.put(due, waiting.getOrDefault(due, System.nanoTime()));
        }
        still.forEach(
            (due, since) -> note(due.kind(), Duration.ofNanos(System.nanoTime() - since)));
        waiting = still;
      }
    } catch (SQLException failed) {
      troubles.add(failed.toString());
    }
  }

  /** A claim alone changes the owner and leaves the token as it is. */
  private void seen(String segment, Held now) {
    var before = held.put(segment, now);
    orphans.removeIf(
        orphan -> {
          boolean carriedOn =
              orphan.segment().equals(segment)
                  && before != null
                  && now.owner().equals(before.owner())
                  && !now.owner().equals(orphan.owner())
                  && !now.token().equals(before.token());
          if (carriedOn) {
            note("segment " + segment, Duration.ofNanos(System.nanoTime() - orphan.since()));
          }
          return carriedOn;
        });
  }

  private void note(String what, Duration time) {
    longest.merge(what, time, (one, other) -> one.compareTo(other) > 0 ? one : other);
  }

  @Override
  public void close() throws SQLException {
    clock.shutdownNow();
    synchronized (this) {
      database.close();
    }
  }

  /** Something that anybody may take by now. */
  private record Due(String kind, String what) {}

  private record Held(String owner, String token) {}

  private record Orphan(String segment, String owner, long since) {}
}
