package io.orderflow.views.status;

import io.orderflow.api.CustomerId;
import io.orderflow.api.OrderId;
import io.orderflow.api.order.OrderStatus;
import io.orderflow.api.order.OrderStatusView;
import io.orderflow.api.order.OrderView;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.ResultSetExtractor;
import org.springframework.stereotype.Component;

/** Reads one order for {@code GET}: one statement, committed by itself, without JPA. */
@Component
class OrderReader {

  private static final String ORDER =
      "select customer_id, version, state from views.order_view where order_id = ?";
  private static final String STATUS =
      "select customer_id, version, status, updated_at from views.order_view where order_id = ?";

  private final JdbcTemplate jdbc;
  private final OrderRowMapper mapper;

  OrderReader(JdbcTemplate jdbc, OrderRowMapper mapper) {
    this.jdbc = jdbc;
    this.mapper = mapper;
  }

  /**
   * @param customer only if the order is this customer's; null where whose it is does not matter
   */
  Optional<StoredView<OrderView>> order(OrderId orderId, @Nullable CustomerId customer) {
    return find(ORDER, orderId, customer, this::orderIn);
  }

  /**
   * @param customer as in {@link #order}
   */
  Optional<StoredView<OrderStatusView>> status(OrderId orderId, @Nullable CustomerId customer) {
    return find(STATUS, orderId, customer, row -> statusIn(row, orderId));
  }

  private <T> Optional<StoredView<T>> find(
      String sql,
      OrderId orderId,
      @Nullable CustomerId customer,
      ResultSetExtractor<StoredView<T>> mapping) {
    var found =
        jdbc.query(
            sql,
            row ->
                row.next() && isOf(customer, row.getString("customer_id"))
                    ? mapping.extractData(row)
                    : null,
            orderId.value());
    return Optional.ofNullable(found);
  }

  private StoredView<OrderView> orderIn(ResultSet row) throws SQLException {
    String state = row.getString("state");
    return new StoredView<>(row.getLong("version"), () -> mapper.read(state).view());
  }

  private static StoredView<OrderStatusView> statusIn(ResultSet row, OrderId orderId)
      throws SQLException {
    var view =
        new OrderStatusView(
            orderId,
            OrderStatus.valueOf(row.getString("status")),
            row.getLong("version"),
            row.getObject("updated_at", OffsetDateTime.class).toInstant());
    return new StoredView<>(view.version(), () -> view);
  }

  private static boolean isOf(@Nullable CustomerId asked, String customer) {
    return asked == null || asked.value().equals(customer);
  }
}
