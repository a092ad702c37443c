package io.orderflow.catalog;

import static io.orderflow.catalog.CatalogOnPostgres.line;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.api.OrderId;
import io.orderflow.api.Sku;
import io.orderflow.api.Step;
import io.orderflow.api.order.OrderEvent;
import io.orderflow.api.order.OrderEvent.CancellationOverruled;
import io.orderflow.api.order.OrderEvent.ShipmentDelivered;
import io.orderflow.api.order.OrderEvent.ShipmentDispatched;
import io.orderflow.api.order.OrderEvent.StepResolved;
import io.orderflow.api.order.OrderEvent.UnexpectedShipmentDispatched;
import io.orderflow.api.order.ShipmentResolution;
import java.util.List;
import java.util.UUID;
import org.axonframework.eventhandling.AnnotationEventHandlerAdapter;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.messaging.unitofwork.BatchingUnitOfWork;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class DispatchedStockProjectionTest {

  private static final CatalogOnPostgres SHOP = new CatalogOnPostgres(2);

  private final AnnotationEventHandlerAdapter projection =
      new AnnotationEventHandlerAdapter(new DispatchedStockProjection(SHOP.ledger));
  private final String tea = "tea-" + UUID.randomUUID();

  @AfterAll
  static void close() {
    SHOP.close();
  }

  @Test
  void whatever_reports_the_dispatch_ends_the_reservation() {
    SHOP.offer(tea, 9);

    handle(
        new ShipmentDispatched(reserved(), "t-1"),
        new ShipmentDelivered(reserved()),
        new CancellationOverruled(reserved()),
        resolved(ShipmentResolution.SHIPPED));

    assertThat(shownAsReserved()).isZero();
    assertThat(SHOP.stock(tea)).isEqualTo(5);
  }

  @Test
  void a_parcel_that_was_not_sent_or_not_expected_ends_none() {
    SHOP.offer(tea, 9);
    reserved();

    handle(
        new UnexpectedShipmentDispatched(reserved(), "t-1"),
        resolved(ShipmentResolution.NOT_SHIPPED));

    assertThat(shownAsReserved()).isEqualTo(3);
  }

  private OrderId reserved() {
    var order = new OrderId(UUID.randomUUID());
    SHOP.reserve(order, line(tea, 1));
    return order;
  }

  private OrderEvent resolved(ShipmentResolution resolution) {
    return new StepResolved(reserved(), Step.SHIPPING, null, 1, resolution, "asked the carrier");
  }

  private long shownAsReserved() {
    return SHOP.catalog.find(new Sku(tea)).orElseThrow().reserved();
  }

  private void handle(OrderEvent... events) {
    var messages =
        List.of(events).stream().map(GenericEventMessage::<OrderEvent>asEventMessage).toList();
    var batch = new BatchingUnitOfWork<EventMessage<OrderEvent>>(messages);
    batch.executeWithResult(() -> projection.handle(batch.getMessage()));
  }
}
