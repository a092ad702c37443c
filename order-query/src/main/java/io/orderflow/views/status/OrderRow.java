package io.orderflow.views.status;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;

/**
 * The columns of a row that readers use. JPA only reads them, as {@link StoredOrder} or {@link
 * StoredStatus}; PostgreSQL delivers jsonb as text.
 */
@Entity
@Immutable
@Table(schema = "views", name = "order_view")
@SuppressWarnings("NullAway.Init") // JPA fills it in
class OrderRow {

  @Id UUID orderId;
  long version;
  String customerId;
  String status;
  Instant updatedAt;
  String state;

  protected OrderRow() {}
}
