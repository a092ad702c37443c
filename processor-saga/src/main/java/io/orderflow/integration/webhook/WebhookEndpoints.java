package io.orderflow.integration.webhook;

import io.orderflow.api.Labels;
import io.orderflow.api.webhook.WebhookStatus.DisabledFor;
import io.orderflow.integration.webhook.WebhookEndpoint.Subscription;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionOperations;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The endpoints in the database, with their secrets. */
final class WebhookEndpoints {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final TypeReference<Map<String, String>> LABELS = new TypeReference<>() {};

  /** So that two requests at a time cannot both be the last that is allowed. */
  private static final long CREATION_LOCK = 0x776562686f6f6bL;

  private static final String COLUMNS =
      """
      id, url, description, event_types, labels::text as labels, disabled_for, disabled_at,
      failing_since, earlier_until, version, created_at""";

  private static final String CREATE =
      """
      insert into webhooks.endpoint
        (url, description, event_types, labels, state, secret, created_at)
      values (?, ?, ?::text[], ?::jsonb, 'ENABLED', ?, ?)
      returning\s"""
          + COLUMNS;

  private static final String UPDATE =
      """
      update webhooks.endpoint
      set url = ?, description = ?, event_types = ?::text[], labels = ?::jsonb, version = version + 1
      where id = ? returning\s"""
          + COLUMNS;

  /** What was noted of the old URL says nothing of the new one. */
  private static final String MOVED =
      """
      update webhooks.endpoint set failing_since = null, unanswered = 0, paused_until = null
      where id = ?""";

  private static final String ENABLE =
      """
      update webhooks.endpoint
      set state = 'ENABLED', disabled_for = null, disabled_at = null, failing_since = null,
        unanswered = 0, paused_until = null, resumed_at = ?, version = version + 1
      where id = ? returning\s"""
          + COLUMNS;

  private static final String DISABLE =
      """
      update webhooks.endpoint
      set state = 'DISABLED', disabled_for = ?, disabled_at = ?, version = version + 1
      where id = ? returning\s"""
          + COLUMNS;

  /** The API no longer shows it; nothing is stored for it or sent to it. */
  private static final String DELETE =
      """
      update webhooks.endpoint set state = 'DELETED', disabled_for = null, disabled_at = null
      where id = ?""";

  private static final String CALLABLE =
      """
      select url, secret, case when earlier_until > ? then earlier_secret end as earlier,
        failing_since, unanswered
      from webhooks.endpoint
      where id = ? and state = 'ENABLED' and (paused_until is null or paused_until <= ?)""";

  /** An earlier secret that signs still is forgotten: two are enough for one rotation at a time. */
  private static final String ROTATE =
      """
      update webhooks.endpoint
      set earlier_secret = secret, earlier_until = ?, secret = ?, version = version + 1
      where id = ? returning\s"""
          + COLUMNS;

  private final JdbcTemplate jdbc;
  private final TransactionOperations transactions;
  private final SecretEncryption encryption;
  private final Clock clock;

  WebhookEndpoints(
      JdbcTemplate jdbc,
      TransactionOperations transactions,
      SecretEncryption encryption,
      Clock clock) {
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.encryption = encryption;
    this.clock = clock;
  }

  /** An endpoint, and the secret that is shown with it once. */
  record Created(WebhookEndpoint endpoint, WebhookSecret secret) {}

  /**
   * An endpoint that may be called now.
   *
   * @param secrets the newest first
   * @param unanswered how often in a row there was no answer
   */
  record Callable(
      String url, List<WebhookSecret> secrets, @Nullable Instant failingSince, int unanswered) {

    /** As it is after a success. */
    Callable succeeding() {
      return new Callable(url, secrets, null, 0);
    }

    /** As it is after a failure, but for the count of attempts without an answer. */
    Callable failing(Instant at) {
      return failingSince == null ? new Callable(url, secrets, at, unanswered) : this;
    }
  }

  /**
   * Empty if there are as many already.
   *
   * @param condition is asked with the number of endpoints that have this URL, and throws if it
   *     does not hold
   */
  Optional<Created> create(Subscription wanted, int most, IntConsumer condition) {
    var secret = WebhookSecret.random();
    return Objects.requireNonNull(
        transactions.execute(
            _ -> {
              jdbc.query("select pg_advisory_xact_lock(?)", _ -> {}, CREATION_LOCK);
              var count = count(wanted.url());
              condition.accept(count.sameUrl());
              return count.all() >= most
                  ? Optional.empty()
                  : one(
                          CREATE,
                          wanted.url(),
                          wanted.description(),
                          types(wanted),
                          JSON.writeValueAsString(wanted.labels().values()),
                          encryption.encrypt(secret),
                          Timestamp.from(clock.instant()))
                      .map(endpoint -> new Created(endpoint, secret));
            }));
  }

  private record Count(long all, int sameUrl) {}

  private Count count(String url) {
    return Objects.requireNonNull(
        jdbc.queryForObject(
            "select count(*) as everything, count(*) filter (where url = ?) as same_url"
                + " from webhooks.endpoint where state <> 'DELETED'",
            (row, _) -> new Count(row.getLong("everything"), row.getInt("same_url")),
            url));
  }

  /** How many have failed since then or longer, or were disabled because they failed. */
  long failing(Instant since) {
    return Objects.requireNonNull(
        jdbc.queryForObject(
            "select count(*) from webhooks.endpoint where disabled_for in ('GONE', 'FAILING')"
                + " or (state = 'ENABLED' and failing_since <= ?)",
            Long.class,
            Timestamp.from(since)));
  }

  Optional<WebhookEndpoint> find(long id) {
    return one(
        "select " + COLUMNS + " from webhooks.endpoint where id = ? and state <> 'DELETED'", id);
  }

  /** In the order of their ids. */
  List<WebhookEndpoint> after(long id, int most) {
    return jdbc.query(
        "select "
            + COLUMNS
            + " from webhooks.endpoint where id > ? and state <> 'DELETED' order by id limit ?",
        (row, _) -> endpoint(row),
        id,
        most);
  }

  /**
   * One with another URL is called there at once, whatever pause the old one had.
   *
   * @param condition is asked with the state that is changed, and throws if it does not hold
   */
  Optional<WebhookEndpoint> update(
      long id, Subscription wanted, Consumer<WebhookEndpoint> condition) {
    return changed(
        id,
        condition,
        now -> {
          if (!now.wanted().url().equals(wanted.url())) {
            jdbc.update(MOVED, id);
            WebhookDeliveries.wake(jdbc, List.of(id), clock.instant());
          }
          return one(
              UPDATE,
              wanted.url(),
              wanted.description(),
              types(wanted),
              JSON.writeValueAsString(wanted.labels().values()),
              id);
        });
  }

  /**
   * What has waited has its whole time again, and is tried when it is due; what is due already, at
   * once. The condition is not asked where nothing is changed.
   */
  Optional<WebhookEndpoint> enable(long id, Consumer<WebhookEndpoint> condition) {
    return changed(
        id,
        now -> {
          if (!now.isEnabled()) {
            condition.accept(now);
          }
        },
        now -> {
          if (now.isEnabled()) {
            return Optional.of(now);
          }
          var at = clock.instant();
          var enabled = one(ENABLE, Timestamp.from(at), id);
          WebhookDeliveries.wake(jdbc, List.of(id), at); // not before its pause is over
          return enabled;
        });
  }

  /**
   * The reason of one that is disabled already stays, unless an operator takes it over. The
   * condition is not asked where nothing is changed.
   */
  Optional<WebhookEndpoint> disable(
      long id, DisabledFor reason, Consumer<WebhookEndpoint> condition) {
    return changed(
        id,
        now -> {
          if (!remains(now, reason)) {
            condition.accept(now);
          }
        },
        now ->
            remains(now, reason)
                ? Optional.of(now)
                : one(DISABLE, reason.name(), Timestamp.from(clock.instant()), id));
  }

  private static boolean remains(WebhookEndpoint now, DisabledFor reason) {
    return reason.equals(now.disabledFor()) || (!now.isEnabled() && reason != DisabledFor.OPERATOR);
  }

  Optional<Created> rotate(long id, Duration overlap, Consumer<WebhookEndpoint> condition) {
    var secret = WebhookSecret.random();
    var until = Timestamp.from(clock.instant().plus(overlap));
    return changed(id, condition, _ -> one(ROTATE, until, encryption.encrypt(secret), id))
        .map(endpoint -> new Created(endpoint, secret));
  }

  /** Its deliveries are removed by and by. Whether it was there. */
  boolean delete(long id, Consumer<WebhookEndpoint> condition) {
    return changed(
            id,
            condition,
            now -> {
              jdbc.update(DELETE, id);
              return Optional.of(now);
            })
        .isPresent();
  }

  /** Empty if it is disabled, has a pause or is not there any more. */
  Optional<Callable> callable(long id) {
    var now = Timestamp.from(clock.instant());
    return jdbc
        .query(
            CALLABLE,
            (row, _) ->
                new Callable(
                    row.getString("url"),
                    secrets(row),
                    instant(row, "failing_since"),
                    row.getInt("unanswered")),
            now,
            id,
            now)
        .stream()
        .findFirst();
  }

  /** Those that sign now, the newest first; none if it is not there any more. */
  List<WebhookSecret> secrets(long id) {
    return jdbc
        .query(
            "select secret, case when earlier_until > ? then earlier_secret end as earlier"
                + " from webhooks.endpoint where id = ? and state <> 'DELETED'",
            (row, _) -> secrets(row),
            Timestamp.from(clock.instant()),
            id)
        .stream()
        .findFirst()
        .orElse(List.of());
  }

  private List<WebhookSecret> secrets(ResultSet row) throws SQLException {
    return Stream.of(row.getBytes("secret"), row.getBytes("earlier"))
        .filter(Objects::nonNull)
        .map(encryption::decrypt)
        .toList();
  }

  /**
   * @throws SecretEncryption.UnreadableSecretException if the newest secret was stored with another
   *     key
   */
  void requireReadable() {
    jdbc.query(
            "select secret from webhooks.endpoint where state <> 'DELETED' order by id desc limit 1",
            (row, _) -> row.getBytes("secret"))
        .forEach(encryption::decrypt);
  }

  private Optional<WebhookEndpoint> changed(
      long id, Consumer<WebhookEndpoint> condition, Change change) {
    return Objects.requireNonNull(
        transactions.execute(
            _ -> {
              var now =
                  one(
                      "select "
                          + COLUMNS
                          + " from webhooks.endpoint where id = ? and state <> 'DELETED' for update",
                      id);
              now.ifPresent(condition);
              return now.flatMap(change::apply);
            }));
  }

  private interface Change {
    Optional<WebhookEndpoint> apply(WebhookEndpoint now);
  }

  private Optional<WebhookEndpoint> one(String sql, @Nullable Object... parameters) {
    return jdbc.query(sql, (row, _) -> endpoint(row), parameters).stream().findFirst();
  }

  private static String @Nullable [] types(Subscription wanted) {
    var types = wanted.eventTypes();
    return types == null ? null : types.toArray(String[]::new);
  }

  private static WebhookEndpoint endpoint(ResultSet row) throws SQLException {
    var types = row.getArray("event_types");
    String reason = row.getString("disabled_for");
    return new WebhookEndpoint(
        row.getLong("id"),
        new Subscription(
            row.getString("url"),
            row.getString("description"),
            types == null ? null : List.of((String[]) types.getArray()),
            new Labels(JSON.readValue(row.getString("labels"), LABELS))),
        reason == null ? null : DisabledFor.valueOf(reason),
        instant(row, "disabled_at"),
        instant(row, "failing_since"),
        instant(row, "earlier_until"),
        row.getLong("version"),
        Objects.requireNonNull(instant(row, "created_at")));
  }

  static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    var time = row.getTimestamp(column);
    return time == null ? null : time.toInstant();
  }
}
