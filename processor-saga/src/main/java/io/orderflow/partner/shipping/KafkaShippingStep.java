package io.orderflow.partner.shipping;

import io.orderflow.api.RequestKey;
import io.orderflow.api.Step;
import io.orderflow.fulfillment.DefaultPartnerStep;
import io.orderflow.fulfillment.OrderFacts;
import io.orderflow.fulfillment.PartnerAnswer;
import io.orderflow.partner.PartnerProperties;
import io.orderflow.partner.kafka.ConditionalOnTransport;
import io.orderflow.partner.kafka.KafkaPartner;
import io.orderflow.partner.kafka.KafkaProducers;
import io.orderflow.partner.kafka.ShippingProperties;
import io.orderflow.partner.kafka.Transport;
import io.orderflow.partner.shipping.ShippingMessages.Address;
import io.orderflow.partner.shipping.ShippingMessages.Line;
import io.orderflow.partner.shipping.ShippingMessages.Recall;
import io.orderflow.partner.shipping.ShippingMessages.Ship;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The carrier over Kafka. The result of every request, also of a recall, comes as a reply. Until
 * then the process repeats the request under the same key, and raises an attention at its deadline.
 */
@DefaultPartnerStep(Step.SHIPPING)
@ConditionalOnTransport(Transport.KAFKA)
class KafkaShippingStep extends CarrierStep {

  private final KafkaPartner carrier;

  KafkaShippingStep(
      ShippingProperties shipping,
      PartnerProperties partners,
      KafkaProducers kafkaProducers,
      AddressLookup addressLookup) {
    super(addressLookup);
    this.carrier =
        new KafkaPartner(
            "shipping",
            shipping.kafka().topics().requests(),
            partners.shipping().requestTimeout(),
            kafkaProducers);
  }

  @Override
  PartnerAnswer ship(OrderFacts order, RequestKey key, @Nullable Address address) {
    var id = order.orderId();
    return carrier.ask(
        id, new Ship(requestId(), key.value(), id.toString(), Line.of(order.lines()), address));
  }

  @Override
  PartnerAnswer recall(OrderFacts order, RequestKey key) {
    var id = order.orderId();
    return carrier.ask(id, new Recall(requestId(), key.value(), id.toString(), key.value()));
  }

  /** Identifies the message in the logs of both sides. */
  private static String requestId() {
    return UUID.randomUUID().toString();
  }
}
