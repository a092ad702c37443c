package io.orderflow.engine.serialization;

import org.axonframework.serialization.SerializationException;
import org.axonframework.serialization.SerializedType;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.upcasting.event.IntermediateEventRepresentation;
import org.axonframework.serialization.upcasting.event.SingleEventUpcaster;
import org.jspecify.annotations.Nullable;

/**
 * The last upcaster: for processors, an event of an unknown type becomes an {@link
 * UnreadableEvent}. Without it such an event would stop every processor.
 *
 * <p>For aggregates it stays as it is, so that the aggregate cannot be loaded: no decision may rest
 * on an incomplete history.
 */
public final class UnknownTypeUpcaster extends SingleEventUpcaster {

  private final Serializer serializer;

  public UnknownTypeUpcaster(Serializer serializer) {
    this.serializer = serializer;
  }

  @Override
  protected boolean canUpcast(IntermediateEventRepresentation event) {
    boolean forAnAggregate = event.getTrackingToken().isEmpty();
    return !forAnAggregate && whyUnknown(event.getType()) != null;
  }

  @Override
  protected IntermediateEventRepresentation doUpcast(IntermediateEventRepresentation event) {
    var unreadable = new UnreadableEvent(String.valueOf(whyUnknown(event.getType())));
    return event.upcastPayload(
        serializer.typeForClass(UnreadableEvent.class),
        byte[].class,
        _ -> serializer.serialize(unreadable, byte[].class).getData());
  }

  private @Nullable String whyUnknown(SerializedType type) {
    try {
      var _ = serializer.classForType(type);
      return null;
    } catch (SerializationException unknown) {
      return unknown.getMessage();
    }
  }
}
