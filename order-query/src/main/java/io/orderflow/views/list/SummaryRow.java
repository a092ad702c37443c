package io.orderflow.views.list;

import io.orderflow.api.CustomerId;
import io.orderflow.api.Labels;
import io.orderflow.api.Money;
import io.orderflow.api.OrderId;
import io.orderflow.api.OrderNumber;
import io.orderflow.api.Reference;
import io.orderflow.api.Step;
import io.orderflow.api.order.CancellationReason;
import io.orderflow.api.order.FulfillmentStatus;
import io.orderflow.api.order.OrderStatus;
import io.orderflow.api.order.PaymentStatus;
import io.orderflow.engine.serialization.JsonMapping;
import io.orderflow.views.list.Cursor.Position;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * An order of a page, and where it stands in the list.
 *
 * @param rank in a search
 * @param key the value the list is sorted by
 */
record SummaryRow(OrderSummary summary, int rank, String key) {

  private static final JsonMapper JSON = JsonMapping.applyTo(JsonMapper.builder()).build();

  private static final String SELECT =
      """
      select v.order_id, v.customer_id, v.reference, v.state #>> '{placed,number}' as number,
        v.state #>> '{placed,labels}' as labels, v.status, v.payment_status,
        v.fulfillment_status, v.version, v.state #>> '{placed,total,amount}' as amount, v.currency,
        jsonb_array_length(v.state #> '{placed,items}') as item_count,
        array(select jsonb_path_query(v.state, '$.placed.items[0 to 2].name') #>> '{}') as item_names,
        array(select distinct raised ->> 'step' from jsonb_array_elements(v.attention) as raised)
          as attention,
        v.state -> 'omission' is not null as incomplete, v.cancellation_reason, v.created_at, v.updated_at, MATCHED as matched, page.rank,
        page.key::text as key
      from page join views.order_view v on v.order_id = page.order_id
      """;

  /**
   * What a summary needs of the orders in {@code page}, which has {@code rank}, {@code order_id}
   * and {@code key}.
   *
   * @param matched the names of the fields in which a search found its words, as an array
   */
  static String select(String matched) {
    return SELECT.replace("MATCHED", matched);
  }

  static SummaryRow of(ResultSet row) throws SQLException {
    return new SummaryRow(summary(row), row.getInt("rank"), row.getString("key"));
  }

  Cursor cursor(boolean similar) {
    return new Cursor(rank, similar, new Position(key, summary.orderId()));
  }

  private static OrderSummary summary(ResultSet row) throws SQLException {
    var reference = row.getString("reference");
    var number = row.getString("number");
    var labels = row.getString("labels");
    var reason = row.getString("cancellation_reason");
    return new OrderSummary(
        new OrderId(row.getObject("order_id", UUID.class)),
        new CustomerId(row.getString("customer_id")),
        reference == null ? null : new Reference(reference),
        number == null ? null : new OrderNumber(number),
        labels == null ? Labels.NONE : JSON.readValue(labels, Labels.class),
        OrderStatus.valueOf(row.getString("status")),
        PaymentStatus.valueOf(row.getString("payment_status")),
        FulfillmentStatus.valueOf(row.getString("fulfillment_status")),
        row.getLong("version"),
        Money.of(row.getString("amount"), row.getString("currency")),
        row.getInt("item_count"),
        texts(row, "item_names"),
        texts(row, "attention").stream().map(Step::valueOf).sorted().toList(),
        reason == null ? null : CancellationReason.valueOf(reason),
        instant(row, "created_at"),
        instant(row, "updated_at"),
        matched(row),
        row.getBoolean("incomplete") ? true : null);
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  private static @Nullable List<String> matched(ResultSet row) throws SQLException {
    return row.getArray("matched") == null ? null : texts(row, "matched");
  }

  private static List<String> texts(ResultSet row, String column) throws SQLException {
    return Arrays.asList((String[]) row.getArray(column).getArray());
  }
}
