package io.orderflow.integration.webhook;

import io.orderflow.api.webhook.WebhookAttempt;
import io.orderflow.api.webhook.WebhookDelivery;
import io.orderflow.api.webhook.WebhookDelivery.State;
import io.orderflow.api.webhook.WebhookStatus;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** The log of deliveries and their attempts. */
final class DeliveryLog {

  private static final String LOG =
      """
      select delivery.id, endpoint_id, event_id, type, order_id, state, created_at, due_at
      from webhooks.delivery join webhooks.event on event.id = event_id
      where endpoint_id = ?\s""";

  /**
   * No index knows the last attempt of an endpoint. It is of a new event, or of one that is to be
   * tried again later than those that were not tried yet.
   */
  private static final String SUMMARIES =
      """
      select asked.id,
        (select count(*) from (
          select from webhooks.delivery
          where endpoint_id = asked.id and state = 'WAITING' limit ?) as found) as waiting,
        last.*
      from unnest(?::bigint[]) as asked (id) left join lateral (
        select attempt.* from (
          (select id from webhooks.delivery where endpoint_id = asked.id order by id desc limit 50)
          union
          (select id from webhooks.delivery where endpoint_id = asked.id and state = 'WAITING'
           order by due_at desc, id desc limit 50)) as recent
        join webhooks.attempt on delivery_id = recent.id
        order by at desc limit 1) as last on true""";

  private final JdbcTemplate jdbc;

  DeliveryLog(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * The deliveries of an endpoint that wait, and its last attempt.
   *
   * @param waiting at most {@link WebhookStatus#MOST_WAITING}
   * @param last the last attempt; null if there was none among the newest deliveries
   */
  record DeliverySummary(long waiting, @Nullable WebhookAttempt last) {}

  /** Of each endpoint, by its id. */
  Map<Long, DeliverySummary> summaries(Collection<Long> endpoints) {
    var found = new HashMap<Long, DeliverySummary>();
    jdbc.query(
        SUMMARIES,
        (ResultSet row) -> {
          found.put(
              row.getLong("id"),
              new DeliverySummary(
                  row.getLong("waiting"), row.getTimestamp("at") == null ? null : attempt(row)));
        },
        WebhookStatus.MOST_WAITING,
        endpoints.toArray(Long[]::new));
    return found;
  }

  /** The newest first. */
  List<WebhookDelivery> page(long endpoint, @Nullable State state, long before, int most) {
    return read(
        LOG
            + "and delivery.id < ?"
            + (state == null ? "" : " and state = '" + state + "'") // so that its index is used
            + " order by delivery.id desc limit ?",
        endpoint,
        before,
        most);
  }

  Optional<WebhookDelivery> find(long endpoint, long id) {
    return read(LOG + "and delivery.id = ?", endpoint, id).stream().findFirst();
  }

  private List<WebhookDelivery> read(String sql, Object... parameters) {
    var found = jdbc.query(sql, (row, _) -> delivery(row), parameters);
    var attempts = attempts(found.stream().map(WebhookDelivery::id).toArray(Long[]::new));
    return found.stream()
        .map(each -> with(attempts.getOrDefault(each.id(), List.of()), each))
        .toList();
  }

  private Map<Long, List<WebhookAttempt>> attempts(Long[] deliveries) {
    var found = new HashMap<Long, List<WebhookAttempt>>();
    jdbc.query(
        "select * from webhooks.attempt where delivery_id = any (?) order by delivery_id, number",
        (ResultSet row) -> {
          found
              .computeIfAbsent(row.getLong("delivery_id"), _ -> new ArrayList<>())
              .add(attempt(row));
        },
        (Object) deliveries);
    return found;
  }

  private static WebhookDelivery with(List<WebhookAttempt> attempts, WebhookDelivery delivery) {
    return new WebhookDelivery(
        delivery.id(),
        delivery.eventId(),
        delivery.type(),
        delivery.orderId(),
        delivery.state(),
        delivery.createdAt(),
        delivery.dueAt(),
        attempts);
  }

  private static WebhookAttempt attempt(ResultSet row) throws SQLException {
    int status = row.getInt("status");
    return new WebhookAttempt(
        row.getTimestamp("at").toInstant(),
        status == 0 ? null : status,
        row.getInt("milliseconds"),
        row.getString("said"));
  }

  private static WebhookDelivery delivery(ResultSet row) throws SQLException {
    return new WebhookDelivery(
        row.getLong("id"),
        row.getString("event_id"),
        row.getString("type"),
        row.getString("order_id"),
        State.valueOf(row.getString("state")),
        row.getTimestamp("created_at").toInstant(),
        row.getTimestamp("due_at").toInstant(),
        List.of());
  }
}
