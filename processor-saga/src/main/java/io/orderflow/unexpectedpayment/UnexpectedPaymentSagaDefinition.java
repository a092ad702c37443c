package io.orderflow.unexpectedpayment;

import io.orderflow.api.order.OrderEvent;
import io.orderflow.sagastore.SagaDefinition;
import java.util.Set;
import org.axonframework.eventhandling.EventMessage;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** One refund per unexpected charge, stored under the charge's id. */
class UnexpectedPaymentSagaDefinition
    implements SagaDefinition<UnexpectedPaymentSaga, UnexpectedPaymentDocument> {

  private static final TableName TABLE =
      new TableName("fulfillment.unexpected_payment", "charge_id", "text");

  // Stored: never to be changed.
  private static final String PARTNER = "payment";
  private static final String COMMAND = "command";

  private final JsonMapper json = UnexpectedPaymentDocument.mapper();

  @Override
  public String name() {
    return UnexpectedPaymentSaga.PROCESSING_GROUP;
  }

  @Override
  public TableName table() {
    return TABLE;
  }

  @Override
  public Class<UnexpectedPaymentSaga> sagaType() {
    return UnexpectedPaymentSaga.class;
  }

  @Override
  public Class<UnexpectedPaymentDocument> documentType() {
    return UnexpectedPaymentDocument.class;
  }

  @Override
  public UnexpectedPaymentSaga create() {
    return new UnexpectedPaymentSaga();
  }

  @Override
  public UnexpectedPaymentSaga restore(UnexpectedPaymentDocument document) {
    return new UnexpectedPaymentSaga(document);
  }

  @Override
  public JsonMapper json() {
    return json;
  }

  @Override
  public String association() {
    return UnexpectedPaymentSaga.ASSOCIATION;
  }

  @Override
  public @Nullable String idOf(EventMessage<?> event) {
    return chargeIdOf(event);
  }

  @Override
  public Set<String> lanes() {
    return Set.of(PARTNER, COMMAND);
  }

  @Override
  public String laneOf(UnexpectedPaymentDocument document) {
    return switch (document.requiredTask()) {
      case RefundTask.Ask _ -> PARTNER;
      case RefundTask.Alert _ -> COMMAND;
    };
  }

  /** Axon deserializes a payload on access: most events are ruled out by their type before. */
  static @Nullable String chargeIdOf(EventMessage<?> message) {
    if (!RefundSignals.NAMING_A_CHARGE.contains(message.getPayloadType())) {
      return null;
    }
    var charge =
        message.getPayload() instanceof OrderEvent event ? RefundSignals.chargeOf(event) : null;
    return charge == null ? null : charge.value();
  }
}
