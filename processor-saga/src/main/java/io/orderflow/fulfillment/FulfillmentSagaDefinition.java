package io.orderflow.fulfillment;

import io.orderflow.sagastore.SagaDefinition;
import java.util.Set;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** One fulfillment per order, stored under the order's id. */
class FulfillmentSagaDefinition implements SagaDefinition<FulfillmentSaga, FulfillmentDocument> {

  private static final TableName TABLE =
      new TableName("fulfillment.fulfillment", "order_id", "uuid");

  private final JsonMapper json = FulfillmentDocument.mapper();

  @Override
  public String name() {
    return FulfillmentSaga.PROCESSING_GROUP;
  }

  @Override
  public TableName table() {
    return TABLE;
  }

  @Override
  public Class<FulfillmentSaga> sagaType() {
    return FulfillmentSaga.class;
  }

  @Override
  public Class<FulfillmentDocument> documentType() {
    return FulfillmentDocument.class;
  }

  @Override
  public FulfillmentSaga create() {
    return new FulfillmentSaga();
  }

  @Override
  public FulfillmentSaga restore(FulfillmentDocument document) {
    return new FulfillmentSaga(document);
  }

  @Override
  public JsonMapper json() {
    return json;
  }

  @Override
  public String association() {
    return "orderId";
  }

  @Override
  public @Nullable String idOf(EventMessage<?> event) {
    return event instanceof DomainEventMessage<?> orderEvent
        ? orderEvent.getAggregateIdentifier()
        : null;
  }

  @Override
  public Set<String> lanes() {
    return TaskLane.labels();
  }

  @Override
  public String laneOf(FulfillmentDocument document) {
    return TaskLane.of(document.requiredTask()).label();
  }
}
