package io.orderflow.integration.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cloudevents.CloudEvent;
import io.orderflow.api.Labels;
import io.orderflow.api.webhook.WebhookDelivery.State;
import io.orderflow.integration.event.PublicEventJson;
import io.orderflow.integration.webhook.DeliveryRound.Attempt;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.transaction.support.TransactionOperations;
import tools.jackson.databind.json.JsonMapper;

/**
 * The deliveries in the database.
 *
 * <p>An endpoint with a waiting delivery always has a task that is scheduled. Storing a delivery
 * locks the endpoint's row for key share until the commit, and schedules the task in the same
 * transaction. {@link #next} locks the row for update before the task is put off. So it either sees
 * the new delivery, or commits before the task is scheduled for it.
 */
final class WebhookDeliveries {

  /** The name of db-scheduler's task; its instances are the ids of endpoints. */
  static final String TASK = "webhook";

  private static final PublicEventJson EVENT_JSON = new PublicEventJson();
  private static final JsonMapper JSON = JsonMapper.shared();

  /** That one statement stores: some seconds, of the thirty that it may take. */
  private static final int ROWS_AT_ONCE = 100_000;

  private static final String STORE =
      """
      with incoming as (
        select * from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[])
          as event (id, type, order_id, body, labels)
      ), matching as (
        select endpoint.id as endpoint_id, incoming.*
        from incoming join webhooks.endpoint
          on endpoint.state = 'ENABLED'
          and (endpoint.event_types is null or incoming.type = any (endpoint.event_types))
          and incoming.labels::jsonb @> endpoint.labels
      ), locked as (
        select id from webhooks.endpoint where id in (select endpoint_id from matching)
        order by id for key share
      ), stored as (
        insert into webhooks.event (id, type, order_id, body, stored_at)
        select distinct id, type, order_id, body, ?::timestamptz from matching
        on conflict (id) do nothing
      ), inserted as (
        insert into webhooks.delivery (endpoint_id, event_id, state, created_at, begun_at, due_at)
        select endpoint_id, matching.id, 'WAITING', ?::timestamptz, ?::timestamptz, ?::timestamptz
        from matching where endpoint_id in (select id from locked)
        on conflict (endpoint_id, event_id) do nothing
      )
      select distinct endpoint_id from matching""";

  /**
   * What db-scheduler's client does with one statement for each instance. One that runs is left
   * alone: it looks for more before it rests. An endpoint in a pause is woken by its end.
   */
  private static final String WAKE =
      """
      insert into webhooks.scheduled_tasks (task_name, task_instance, execution_time, picked, version)
      select ?, id::text, greatest(?::timestamptz, paused_until), false, 1
      from webhooks.endpoint where id = any (?::bigint[]) order by id::text
      on conflict (task_name, task_instance) do update
      set execution_time = excluded.execution_time, version = scheduled_tasks.version + 1
      where not scheduled_tasks.picked and scheduled_tasks.execution_time > excluded.execution_time""";

  private static final String DUE =
      """
      select delivery.id, endpoint_id, event_id, order_id, body,
        greatest(begun_at, resumed_at) as begun_at,
        case when begun_at < resumed_at then 0 else failures end as failures
      from webhooks.endpoint join webhooks.delivery on endpoint_id = endpoint.id
        join webhooks.event on event.id = event_id
      where endpoint_id = ? and endpoint.state = 'ENABLED'
        and (paused_until is null or paused_until <= ?)
        and delivery.state = 'WAITING' and due_at <= ?
      order by due_at, delivery.id limit ?""";

  private static final String NEXT =
      """
      select greatest(due_at, paused_until) as next
      from webhooks.endpoint cross join lateral (
        select due_at from webhooks.delivery
        where endpoint_id = endpoint.id and delivery.state = 'WAITING'
        order by due_at limit 1) as first
      where endpoint.id = ? and endpoint.state = 'ENABLED'""";

  /** A redelivery that was asked for during the attempt is not undone by it. */
  private static final String ATTEMPTED =
      """
      with attempt as (
        select * from unnest(?::bigint[], ?::text[], ?::timestamptz[], ?::integer[],
            ?::timestamptz[], ?::timestamptz[], ?::integer[], ?::integer[], ?::text[])
          as attempt (id, state, begun_at, failures, due_at, at, status, milliseconds, said)
      ), tried as (
        update webhooks.delivery
        set attempts = attempts + 1, begun_at = greatest(delivery.begun_at, attempt.begun_at),
          (state, failures, due_at) = (
            select delivery.state, delivery.failures, delivery.due_at
            where delivery.begun_at > attempt.begun_at
            union all
            select attempt.state, attempt.failures, attempt.due_at
            where delivery.begun_at <= attempt.begun_at)
        from attempt
        where delivery.id = attempt.id and delivery.state = 'WAITING'
        returning delivery.id, attempts
      )
      insert into webhooks.attempt (delivery_id, number, at, status, milliseconds, said)
      select id, attempts, at, status, milliseconds, said from tried join attempt using (id)""";

  /** What a redelivery has locked is left for the next time: neither waits for the other. */
  private static final String FORGET_DELETED =
      """
      delete from webhooks.delivery where id = any (array(
        select found.id from webhooks.endpoint cross join lateral (
          select id from webhooks.delivery where endpoint_id = endpoint.id
          limit ? for update skip locked) as found
        where endpoint.state = 'DELETED' limit ?))""";

  private static final String FORGET_OLD =
      """
      delete from webhooks.delivery where id = any (array(
        select delivery.id from webhooks.delivery join webhooks.endpoint on endpoint.id = endpoint_id
        where delivery.created_at < ?
          and (delivery.state <> 'WAITING' or greatest(begun_at, resumed_at) < ?)
        limit ? for update of delivery skip locked))""";

  private static final String AGAIN =
      """
      update webhooks.delivery
      set state = 'WAITING', begun_at = ?, failures = 0, due_at = ?
      where\s""";

  private final JdbcTemplate jdbc;
  private final TransactionOperations transactions;
  private final int eventsAtOnce;

  WebhookDeliveries(JdbcTemplate jdbc, TransactionOperations transactions, int maxEndpoints) {
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.eventsAtOnce = eventsAtOnce(maxEndpoints);
  }

  /** How many events one statement stores, if each is for all endpoints. */
  static int eventsAtOnce(int maxEndpoints) {
    return Math.max(1, ROWS_AT_ONCE / maxEndpoints);
  }

  /**
   * An event that is due at an endpoint.
   *
   * @param begunAt since when it is tried: since its endpoint was enabled, if that was later
   * @param failures since then
   */
  record Due(
      long id,
      long endpointId,
      String eventId,
      String orderId,
      String body,
      Instant begunAt,
      int failures) {}

  /**
   * Which deliveries.
   *
   * @param from when it was stored, this moment included; null for the first
   * @param until when it was stored, this moment excluded; null for the last
   */
  record Range(@Nullable Instant from, @Nullable Instant until, boolean failedOnly) {}

  /**
   * Stores a delivery of each event for each endpoint that wants it, unless there is one. May be
   * repeated.
   *
   * @param labels of the order of each event, by the event's id
   */
  void store(List<CloudEvent> events, Map<String, Labels> labels, Instant now) {
    for (int from = 0; from < events.size(); from += eventsAtOnce) {
      var part = events.subList(from, Math.min(events.size(), from + eventsAtOnce));
      transactions.executeWithoutResult(_ -> storePart(part, labels, now));
    }
  }

  private void storePart(List<CloudEvent> events, Map<String, Labels> labels, Instant now) {
    var at = Timestamp.from(now);
    var wanting =
        jdbc.queryForList(
            STORE,
            Long.class,
            events.stream().map(CloudEvent::getId).toArray(String[]::new),
            events.stream().map(CloudEvent::getType).toArray(String[]::new),
            events.stream().map(CloudEvent::getSubject).toArray(String[]::new),
            events.stream().map(WebhookDeliveries::json).toArray(String[]::new),
            events.stream()
                .map(event -> labels.getOrDefault(event.getId(), Labels.NONE))
                .map(each -> JSON.writeValueAsString(each.values()))
                .toArray(String[]::new),
            at,
            at,
            at,
            at);
    wake(jdbc, wanting, now);
  }

  static String json(CloudEvent event) {
    return new String(EVENT_JSON.serialize(event), UTF_8);
  }

  /** Within the transaction that has made something due. */
  static void wake(JdbcTemplate jdbc, List<Long> endpoints, Instant now) {
    if (!endpoints.isEmpty()) {
      jdbc.update(WAKE, TASK, Timestamp.from(now), endpoints.toArray(Long[]::new));
    }
  }

  /** Locks the endpoint, as the foreign key of an inserted delivery does. */
  private void hold(long endpoint) {
    jdbc.queryForList(
        "select id from webhooks.endpoint where id = ? for key share", Long.class, endpoint);
  }

  /** None of an endpoint that may not be called now. */
  List<Due> due(long endpoint, Instant now, int most) {
    var at = Timestamp.from(now);
    return jdbc.query(DUE, (row, _) -> due(row), endpoint, at, at, most);
  }

  /** How an endpoint rests. */
  record Rest(boolean there, @Nullable Instant until) {}

  /**
   * When to look at an endpoint again, if nothing wakes it before; until null if there is no need.
   * To be called in the transaction that puts the endpoint to sleep.
   */
  Rest next(long endpoint) {
    var locked =
        jdbc.queryForList(
            "select id from webhooks.endpoint where id = ? and state <> 'DELETED' for update",
            Long.class,
            endpoint);
    if (locked.isEmpty()) {
      return new Rest(false, null);
    }
    return jdbc
        .query(NEXT, (row, _) -> new Rest(true, WebhookEndpoints.instant(row, "next")), endpoint)
        .stream()
        .findFirst()
        .orElseGet(() -> new Rest(true, null));
  }

  /** Notes attempts that have succeeded, each of another delivery. */
  void delivered(List<Attempt> attempts) {
    attempted(attempts, State.DELIVERED, 0, Attempt::at);
  }

  /**
   * Notes an attempt that has failed.
   *
   * @param again when it is tried again; null if it is given up
   */
  void failed(Attempt attempt, @Nullable Instant again) {
    attempted(
        List.of(attempt),
        again == null ? State.FAILED : State.WAITING,
        1,
        each -> again == null ? each.at() : again);
  }

  private void attempted(
      List<Attempt> attempts, State state, int failures, Function<Attempt, Instant> due) {
    jdbc.update(
        ATTEMPTED,
        array("bigint", attempts, each -> each.delivery().id()),
        array("text", attempts, _ -> state.name()),
        array("text", attempts, each -> each.delivery().begunAt().toString()),
        array("integer", attempts, each -> each.delivery().failures() + failures),
        array("text", attempts, each -> due.apply(each).toString()),
        array("text", attempts, each -> each.at().toString()),
        array("integer", attempts, each -> each.result().status()),
        array("integer", attempts, each -> Math.toIntExact(each.result().took().toMillis())),
        array("text", attempts, each -> each.result().said()));
  }

  private static <T> SqlArrayValue array(
      String type, List<T> all, Function<T, @Nullable Object> value) {
    return new SqlArrayValue(type, all.stream().map(value).toArray());
  }

  /**
   * Makes one delivery due now.
   *
   * @return whether there is such a delivery
   */
  boolean redeliver(long endpoint, long id, Instant now) {
    return Boolean.TRUE.equals(
        transactions.execute(
            _ -> {
              hold(endpoint);
              var at = Timestamp.from(now);
              boolean there =
                  jdbc.update(AGAIN + "endpoint_id = ? and id = ?", at, at, endpoint, id) == 1;
              wake(jdbc, there ? List.of(endpoint) : List.of(), now);
              return there;
            }));
  }

  /** How many {@link #redeliver} would make due, and {@code most} if they are more. */
  int count(long endpoint, Range range, int most) {
    var parameters = parameters(endpoint, range);
    parameters.add(most);
    return Objects.requireNonNull(
        jdbc.queryForObject(
            "select count(*) from (select from webhooks.delivery where "
                + condition(range)
                + " limit ?) as found",
            Integer.class,
            parameters.toArray()));
  }

  /** Makes all deliveries of the range due now, except those that wait already. */
  int redeliver(long endpoint, Range range, Instant now) {
    return Objects.requireNonNull(
        transactions.execute(
            _ -> {
              hold(endpoint);
              var parameters = new ArrayList<Object>();
              parameters.add(Timestamp.from(now));
              parameters.add(Timestamp.from(now));
              parameters.addAll(parameters(endpoint, range));
              int made = jdbc.update(AGAIN + condition(range), parameters.toArray());
              wake(jdbc, made > 0 ? List.of(endpoint) : List.of(), now);
              return made;
            }));
  }

  private static String condition(Range range) {
    return "endpoint_id = ?"
        + (range.failedOnly() ? " and state = 'FAILED'" : " and state <> 'WAITING'")
        + (range.from() == null ? "" : " and created_at >= ?")
        + (range.until() == null ? "" : " and created_at < ?");
  }

  private static List<Object> parameters(long endpoint, Range range) {
    var parameters = new ArrayList<Object>(List.of(endpoint));
    if (range.from() != null) {
      parameters.add(Timestamp.from(range.from()));
    }
    if (range.until() != null) {
      parameters.add(Timestamp.from(range.until()));
    }
    return parameters;
  }

  /**
   * Deletes some of the deliveries of deleted endpoints, and those endpoints; of the deliveries
   * that were stored before and are tried no more; and of the events that nothing refers to.
   *
   * @param most of each
   * @return {@code most} or more if there may be others
   */
  int forget(Instant before, int most) {
    int forgotten = jdbc.update(FORGET_DELETED, most, most);
    jdbc.update(
        "delete from webhooks.endpoint where state = 'DELETED'"
            + " and not exists (select from webhooks.delivery where endpoint_id = endpoint.id)");
    return forgotten
        + jdbc.update(FORGET_OLD, Timestamp.from(before), Timestamp.from(before), most)
        + jdbc.update(
            """
            delete from webhooks.event where id in (
              select id from webhooks.event where stored_at < ?
                and not exists (select from webhooks.delivery where event_id = event.id) limit ?)""",
            Timestamp.from(before),
            most);
  }

  private static Due due(ResultSet row) throws SQLException {
    return new Due(
        row.getLong("id"),
        row.getLong("endpoint_id"),
        row.getString("event_id"),
        row.getString("order_id"),
        row.getString("body"),
        row.getTimestamp("begun_at").toInstant(),
        row.getInt("failures"));
  }
}
