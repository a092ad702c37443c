package io.orderflow.inbox;

import io.orderflow.api.OrderId;
import io.orderflow.inbox.UnmatchedCallback.Settlement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;

/** The callbacks that match no order, and what operators did about them. */
@Component
public class UnmatchedCallbacks {

  private static final String COLUMNS =
      """
      select partner, event_id, body, coalesce(unmatched, 'OTHER') as unmatched, reason,
        received_at, attempts, settled_at, state, matched_order, settled_by, note
      from fulfillment.inbox\s""";

  private static final String PAGE =
      COLUMNS
          + """
          where state = 'REJECTED'
            and (?::text is null or partner = ?)
            and (?::text is null or coalesce(unmatched, 'OTHER') = ?)
            and (settled_at, partner, event_id) > (?, ?, ?)
          order by settled_at, partner, event_id limit ?""";

  private static final String FIND =
      COLUMNS
          + """
          where partner = ? and event_id = ? and (state in ('REJECTED', 'DISMISSED') or note is not null)""";

  private static final String SETTLE =
      """
      update fulfillment.inbox
      set state = ?, matched_order = ?, settled_by = ?, note = ?, settled_at = ?
      where partner = ? and event_id = ? and state = 'REJECTED'""";

  private final JdbcTemplate jdbc;
  private final Clock clock;

  UnmatchedCallbacks(JdbcTemplate jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /**
   * Those that wait for an operator, the oldest first.
   *
   * @param partner of which; null for all
   * @param reason for which they match no order; null for all
   * @param after the last one of the page before; null for the first page
   */
  public List<UnmatchedCallback> page(
      @Nullable CallbackSource partner,
      @Nullable UnmatchedReason reason,
      @Nullable Place after,
      int most) {
    String source = partner == null ? null : partner.name();
    String word = reason == null ? null : reason.name();
    var place = after == null ? Place.FIRST : after;
    return jdbc.query(
        PAGE,
        (row, _) -> callback(row),
        source,
        source,
        word,
        word,
        Timestamp.from(place.since()),
        place.partner(),
        place.eventId(),
        most);
  }

  /** One that waits for an operator, or was settled by one. */
  public Optional<UnmatchedCallback> find(CallbackSource partner, String eventId) {
    return jdbc.query(FIND, (row, _) -> callback(row), partner.name(), eventId).stream()
        .findFirst();
  }

  /** It is not counted any more, and kept for as long as those that are done. */
  public MatchOutcome dismiss(
      CallbackSource partner, String eventId, String note, @Nullable String actor) {
    boolean settled = settle(partner, eventId, new Settlement(null, actor, note));
    return outcome(partner, eventId, null, !settled);
  }

  /** Whether it was waiting. */
  boolean settle(CallbackSource partner, String eventId, Settlement settlement) {
    var order = settlement.order();
    return jdbc.update(
            SETTLE,
            order == null ? "DISMISSED" : "DONE",
            order == null ? null : UUID.fromString(order.toString()),
            settlement.by(),
            settlement.note(),
            Timestamp.from(clock.instant()),
            partner.name(),
            eventId)
        == 1;
  }

  /**
   * How it is settled now.
   *
   * @param order to which it should be told; null if it should be dismissed
   */
  MatchOutcome outcome(
      CallbackSource partner, String eventId, @Nullable OrderId order, boolean repeated) {
    var found = find(partner, eventId).orElse(null);
    if (found == null || found.settlement() == null) {
      return new MatchOutcome.NotThere();
    }
    boolean asWished =
        order == null ? found.settlement().order() == null : found.settlement().tells(order);
    return asWished
        ? new MatchOutcome.Settled(found, repeated)
        : new MatchOutcome.SettledOtherwise(found);
  }

  private static UnmatchedCallback callback(ResultSet row) throws SQLException {
    var partner = CallbackSource.valueOf(row.getString("partner"));
    return new UnmatchedCallback(
        partner,
        row.getString("event_id"),
        UnmatchedReason.valueOf(row.getString("unmatched")),
        notice(partner, row.getString("body")),
        row.getString("reason"),
        row.getTimestamp("received_at").toInstant(),
        row.getInt("attempts"),
        row.getTimestamp("settled_at").toInstant(),
        row.getString("state").equals("REJECTED") ? null : settlement(row));
  }

  private static Settlement settlement(ResultSet row) throws SQLException {
    var order = row.getString("matched_order");
    return new Settlement(
        order == null ? null : OrderId.parse(order),
        row.getString("settled_by"),
        row.getString("note"));
  }

  private static @Nullable Notice notice(CallbackSource partner, String body) {
    try {
      return partner.read(body);
    } catch (JacksonException | IllegalArgumentException unreadable) {
      return null;
    }
  }

  /** Where a page ends. */
  public record Place(Instant since, String partner, String eventId) {

    private static final Place FIRST = new Place(Instant.EPOCH, "", "");

    public static Place of(UnmatchedCallback callback) {
      return new Place(callback.since(), callback.partner().name(), callback.eventId());
    }
  }
}
