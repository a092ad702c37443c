package io.orderflow.ordering;

import io.orderflow.api.CustomerId;
import io.orderflow.api.OrderId;
import io.orderflow.api.order.ShippingAddress;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Shipping addresses, each stored under its request before the order exists: of two requests that
 * race for one order, the loser cannot redirect the parcel.
 */
@Repository
class ShippingAddressStore {

  private final JdbcClient jdbc;
  private final Clock clock;

  ShippingAddressStore(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** A repetition of the request renews the time, so that {@link #forget(Collection)} leaves it. */
  void keep(AddressKey key, CustomerId customer, ShippingAddress address) {
    jdbc.sql(
            """
            insert into ordering.shipping_address
              (order_id, fingerprint, recipient, street, postal_code, city, region, country,
               customer_id, kept_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            on conflict (order_id, fingerprint) do update set kept_at = excluded.kept_at
            where not shipping_address.confirmed
            """)
        .param(key.order().value())
        .param(key.fingerprint())
        .param(address.recipient())
        .param(address.street())
        .param(address.postalCode())
        .param(address.city())
        .param(address.region())
        .param(address.country())
        .param(customer.value())
        .param(utc(clock.instant()))
        .update();
  }

  /** Deletes the address of a request that created no order. */
  void forget(AddressKey key) {
    jdbc.sql("delete from ordering.shipping_address where order_id = ? and fingerprint = ?")
        .params(key.order().value(), key.fingerprint())
        .update();
  }

  /**
   * Deletes these addresses, all or none, but for those that were kept again since they were read:
   * their orders may exist by now.
   *
   * @return how many it has deleted
   */
  int forget(Collection<Kept> kept) {
    return jdbc.sql(
            """
            delete from ordering.shipping_address a
            using unnest(?::uuid[], ?::text[], ?::timestamptz[])
              as known (order_id, fingerprint, kept_at)
            where a.order_id = known.order_id and a.fingerprint = known.fingerprint
              and a.kept_at = known.kept_at
            """)
        .param(kept.stream().map(each -> each.key().order().value()).toArray(UUID[]::new))
        .param(kept.stream().map(each -> each.key().fingerprint()).toArray(String[]::new))
        .param(kept.stream().map(each -> each.since().toString()).toArray(String[]::new))
        .update();
  }

  /** The addresses of all requests for this order, of which one at most is the order's. */
  List<Stored> of(OrderId order) {
    return jdbc.sql(
            """
            select fingerprint, confirmed, recipient, street, postal_code, city, region, country
            from ordering.shipping_address where order_id = ?
            """)
        .param(order.value())
        .query(ShippingAddressStore::stored)
        .list();
  }

  /** Confirms that the orders of these addresses exist. */
  void confirm(Collection<AddressKey> keys) {
    jdbc.sql(
            """
            update ordering.shipping_address a set confirmed = true
            from unnest(?::uuid[], ?::text[]) as known (order_id, fingerprint)
            where a.order_id = known.order_id and a.fingerprint = known.fingerprint
            """)
        .param(keys.stream().map(key -> key.order().value()).toArray(UUID[]::new))
        .param(keys.stream().map(AddressKey::fingerprint).toArray(String[]::new))
        .update();
  }

  /** Confirms that the order exists and is this customer's. */
  void confirm(AddressKey key, CustomerId customer) {
    jdbc.sql(
            """
            update ordering.shipping_address set confirmed = true, customer_id = ?
            where order_id = ? and fingerprint = ?
            """)
        .params(customer.value(), key.order().value(), key.fingerprint())
        .update();
  }

  /** Addresses stored between these times and not confirmed, oldest first. */
  List<Kept> unconfirmed(Instant after, Instant before, int most) {
    return jdbc.sql(
            """
            select order_id, fingerprint, kept_at from ordering.shipping_address
            where not confirmed and kept_at > ? and kept_at < ? order by kept_at limit ?
            """)
        .params(utc(after), utc(before), most)
        .query(ShippingAddressStore::kept)
        .list();
  }

  /** This customer's, oldest first. */
  List<Kept> of(CustomerId customer, int most) {
    return jdbc.sql(
            """
            select order_id, fingerprint, kept_at from ordering.shipping_address
            where customer_id = ? order by kept_at limit ?
            """)
        .params(customer.value(), most)
        .query(ShippingAddressStore::kept)
        .list();
  }

  boolean anyWithoutCustomer() {
    return jdbc.sql(
            "select exists (select from ordering.shipping_address where customer_id is null)")
        .query(Boolean.class)
        .single();
  }

  private static Stored stored(ResultSet row, int number) throws SQLException {
    return new Stored(
        row.getString("fingerprint"),
        row.getBoolean("confirmed"),
        new ShippingAddress(
            row.getString("recipient"),
            row.getString("street"),
            row.getString("postal_code"),
            row.getString("city"),
            row.getString("region"),
            row.getString("country")));
  }

  private static Kept kept(ResultSet row, int number) throws SQLException {
    return new Kept(
        new AddressKey(
            new OrderId(row.getObject("order_id", UUID.class)), row.getString("fingerprint")),
        row.getObject("kept_at", OffsetDateTime.class).toInstant());
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  /** The order and the request that an address belongs to. */
  record AddressKey(OrderId order, String fingerprint) {}

  record Kept(AddressKey key, Instant since) {}

  /**
   * @param confirmed the order exists, and was placed by the request with this fingerprint
   */
  record Stored(String fingerprint, boolean confirmed, ShippingAddress address) {}
}
