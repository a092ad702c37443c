package io.orderflow.engine.serialization;

import org.axonframework.serialization.SimpleSerializedType;
import org.axonframework.serialization.upcasting.event.IntermediateEventRepresentation;
import org.axonframework.serialization.upcasting.event.SingleEventUpcaster;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads {@code OrderCreated} of revision 2, which had neither labels nor a number: such an order
 * has no labels, and it stays without a number.
 */
final class LabelledOrderCreatedUpcaster extends SingleEventUpcaster {

  private static final SimpleSerializedType FROM = new SimpleSerializedType("order.created", "2");
  private static final SimpleSerializedType TO = new SimpleSerializedType("order.created", "3");

  @Override
  protected boolean canUpcast(IntermediateEventRepresentation event) {
    return event.getType().equals(FROM);
  }

  @Override
  protected IntermediateEventRepresentation doUpcast(IntermediateEventRepresentation event) {
    return event.upcastPayload(TO, JsonNode.class, LabelledOrderCreatedUpcaster::withoutLabels);
  }

  private static JsonNode withoutLabels(JsonNode created) {
    ((ObjectNode) created).putObject("labels");
    return created;
  }
}
