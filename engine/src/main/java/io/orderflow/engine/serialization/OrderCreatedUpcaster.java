package io.orderflow.engine.serialization;

import org.axonframework.serialization.SimpleSerializedType;
import org.axonframework.serialization.upcasting.event.IntermediateEventRepresentation;
import org.axonframework.serialization.upcasting.event.SingleEventUpcaster;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads {@code OrderCreated} of revision 1, which did not say when the order was placed. The time
 * of the event is the nearest there is: such an order was shown as created then.
 */
final class OrderCreatedUpcaster extends SingleEventUpcaster {

  private static final SimpleSerializedType FROM = new SimpleSerializedType("order.created", "1");
  private static final SimpleSerializedType TO = new SimpleSerializedType("order.created", "2");

  @Override
  protected boolean canUpcast(IntermediateEventRepresentation event) {
    return event.getType().equals(FROM);
  }

  @Override
  protected IntermediateEventRepresentation doUpcast(IntermediateEventRepresentation event) {
    return event.upcastPayload(
        TO,
        JsonNode.class,
        created -> ((ObjectNode) created).put("placedAt", event.getTimestamp().toString()));
  }
}
