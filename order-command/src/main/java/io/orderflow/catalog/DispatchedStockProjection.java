package io.orderflow.catalog;

import io.orderflow.api.OrderId;
import io.orderflow.api.Step;
import io.orderflow.api.order.OrderEvent.CancellationOverruled;
import io.orderflow.api.order.OrderEvent.ShipmentDelivered;
import io.orderflow.api.order.OrderEvent.ShipmentDispatched;
import io.orderflow.api.order.OrderEvent.StepResolved;
import io.orderflow.api.order.ShipmentResolution;
import java.util.HashSet;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.springframework.stereotype.Component;

/**
 * Ends the reservations of dispatched goods, with one statement per batch of events. What is shown
 * as reserved depends on it, never what can be sold. A delivery, an overruled cancellation or an
 * operator may report a dispatch first; an unexpected one belongs to no reservation.
 */
@Component
@ProcessingGroup(DispatchedStockProjection.NAME)
class DispatchedStockProjection {

  static final String NAME = "dispatched-stock";

  private final StockRepository ledger;

  DispatchedStockProjection(StockRepository ledger) {
    this.ledger = ledger;
  }

  @EventHandler
  void on(ShipmentDispatched event) {
    dispatched(event.orderId());
  }

  @EventHandler
  void on(ShipmentDelivered event) {
    dispatched(event.orderId());
  }

  @EventHandler
  void on(CancellationOverruled event) {
    dispatched(event.orderId());
  }

  @EventHandler
  void on(StepResolved event) {
    if (event.step() == Step.SHIPPING && event.resolution() == ShipmentResolution.SHIPPED) {
      dispatched(event.orderId());
    }
  }

  /** Written when the whole batch was handled, before its transaction commits. */
  private void dispatched(OrderId order) {
    UnitOfWork<?> batch = CurrentUnitOfWork.get().root();
    batch
        .getOrComputeResource(
            NAME,
            _ -> {
              var orders = new HashSet<OrderId>();
              batch.onCommit(_ -> ledger.markDispatched(orders));
              return orders;
            })
        .add(order);
  }
}
