package io.orderflow.ordering;

import io.orderflow.api.OrderId;
import io.orderflow.api.order.ShippingAddress;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Where orders go. An address is kept under the request that brought it, before the order exists:
 * should two requests race for one order, the one that loses cannot redirect the parcel.
 */
@Repository
class ShippingAddresses {

  private final JdbcClient jdbc;

  ShippingAddresses(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void keep(OrderId order, String fingerprint, ShippingAddress address) {
    jdbc.sql(
            """
            insert into ordering.shipping_address
              (order_id, fingerprint, recipient, street, postal_code, city, region, country)
            values (?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing
            """)
        .param(order.value())
        .param(fingerprint)
        .param(address.recipient())
        .param(address.street())
        .param(address.postalCode())
        .param(address.city())
        .param(address.region())
        .param(address.country())
        .update();
  }

  /** Forgets the address of a request that created nothing. */
  void forget(OrderId order, String fingerprint) {
    jdbc.sql("delete from ordering.shipping_address where order_id = ? and fingerprint = ?")
        .param(order.value())
        .param(fingerprint)
        .update();
  }

  Optional<ShippingAddress> find(OrderId order, String fingerprint) {
    return jdbc.sql(
            """
            select recipient, street, postal_code, city, region, country
            from ordering.shipping_address where order_id = ? and fingerprint = ?
            """)
        .param(order.value())
        .param(fingerprint)
        .query(
            (row, number) ->
                new ShippingAddress(
                    row.getString("recipient"),
                    row.getString("street"),
                    row.getString("postal_code"),
                    row.getString("city"),
                    row.getString("region"),
                    row.getString("country")))
        .optional();
  }
}
