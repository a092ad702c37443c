package io.orderflow.views.status;

import io.orderflow.query.OrderQueryModule;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.repository.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The rows as {@code GET} reads them; it cannot write. */
@Transactional(transactionManager = OrderQueryModule.READING, readOnly = true)
interface OrderReader extends Repository<OrderRow, UUID> {

  /**
   * @param projection {@link StoredOrder} for the whole row, {@link StoredStatus} for the little
   *     that a status takes
   */
  <T> Optional<T> findByOrderId(UUID orderId, Class<T> projection);
}
