package io.orderflow.integration.notification;

import io.orderflow.api.ChargeId;
import io.orderflow.api.OrderId;
import io.orderflow.api.order.NotificationList;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.SqlArrayValue;

/** What was accepted, for the timelines of orders. The first acceptance of a notification stays. */
final class NotificationTable {

  private static final String STORE =
      """
      insert into integration.notification (order_id, kind, charge_id, notification_id, sent_at)
      select * from unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::timestamptz[])
      on conflict do nothing""";
  private static final String FIND =
      """
      select kind, charge_id, notification_id, sent_at from integration.notification
      where order_id = ? order by sent_at, kind, charge_id""";

  private final JdbcTemplate jdbc;

  NotificationTable(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** One statement for all, in the transaction of the caller. */
  void store(List<SentNotification> sent) {
    jdbc.update(
        STORE,
        array("uuid", sent, each -> each.notification().order().value()),
        array("text", sent, each -> each.notification().kind().text()),
        array("text", sent, each -> chargeOf(each.notification())),
        array("text", sent, SentNotification::id),
        array("text", sent, each -> each.at().toString())); // with its zone
  }

  private static String chargeOf(Notification notification) {
    var charge = notification.chargeId();
    return charge == null ? "" : charge;
  }

  NotificationList of(OrderId order) {
    return new NotificationList(jdbc.query(FIND, (row, _) -> item(row), order.value()));
  }

  private static NotificationList.Item item(ResultSet row) throws SQLException {
    var charge = row.getString("charge_id");
    return new NotificationList.Item(
        row.getString("kind"),
        row.getString("notification_id"),
        charge.isEmpty() ? null : new ChargeId(charge),
        row.getTimestamp("sent_at").toInstant());
  }

  private static <T> SqlArrayValue array(String type, List<T> all, Function<T, Object> value) {
    return new SqlArrayValue(type, all.stream().map(value).toArray());
  }
}
