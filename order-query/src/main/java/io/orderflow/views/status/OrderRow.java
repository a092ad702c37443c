package io.orderflow.views.status;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/**
 * Tells JPA what the row looks like to readers; nothing is written through it, and it is read as
 * {@link StoredOrder} or less. PostgreSQL hands jsonb over as text.
 */
@Entity
@Immutable
@Table(schema = "views", name = "order_view")
@SuppressWarnings("NullAway.Init") // JPA fills it in
class OrderRow {

  @Id UUID orderId;
  long version;
  String status;
  String paymentStatus;
  String fulfillmentStatus;
  String customerId;
  BigDecimal total;
  String currency;
  String paymentMethod;
  @Nullable String reference;
  Instant createdAt;
  Instant updatedAt;
  String items;
  String steps;
  @Nullable String shipment;
  @Nullable String cancellation;
  String attention;
  String charges;

  protected OrderRow() {}
}
