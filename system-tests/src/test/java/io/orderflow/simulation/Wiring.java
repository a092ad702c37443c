package io.orderflow.simulation;

import io.orderflow.api.Step;
import io.orderflow.fulfillment.PartnerStep;
import io.orderflow.partner.CallbackUrlProperties;
import io.orderflow.partner.HttpPartner;
import io.orderflow.partner.PartnerProperties;
import io.orderflow.partner.SimulatedTransport;
import io.orderflow.partner.SimulatedTransport.Answer;
import io.orderflow.partner.payment.RefundPartner;
import io.orderflow.partner.payment.SimulatedPaymentStep;
import io.orderflow.partner.processing.SimulatedProcessingStep;
import io.orderflow.partner.shipping.SimulatedShippingStep;
import io.orderflow.partner.stock.SimulatedStockStep;
import java.io.IOException;
import java.lang.reflect.Field;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.axonframework.commandhandling.gateway.CommandGateway;

/**
 * The production adapters of all partners, whose HTTP goes to the partners of the life that is
 * being lived and not through a socket.
 */
final class Wiring {

  private static final URI NOWHERE = URI.create("http://partner.invalid");
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Supplier<World> world;

  Wiring(Supplier<World> world) {
    this.world = world;
  }

  List<PartnerStep> steps(CommandGateway catalogue) {
    var partners = partners();
    var callbacks = new CallbackUrlProperties(NOWHERE);
    return List.of(
        SimulatedStockStep.over(catalogue, partners),
        plugged(SimulatedPaymentStep.with(partners, callbacks), Step.PAYMENT),
        plugged(SimulatedProcessingStep.with(partners), Step.PROCESSING),
        plugged(SimulatedShippingStep.with(partners, callbacks), Step.SHIPPING));
  }

  RefundPartner refunds() {
    return plugged(SimulatedPaymentStep.refunds(partners()), Step.PAYMENT);
  }

  private static PartnerProperties partners() {
    var contact = new PartnerProperties.Contact(NOWHERE, PATIENCE);
    return new PartnerProperties(
        contact, contact, contact, new PartnerProperties.Patience(PATIENCE));
  }

  private <T> T plugged(T adapter, Step step) {
    try {
      for (Field field : adapter.getClass().getDeclaredFields()) {
        if (field.getType() == HttpPartner.class) {
          SimulatedTransport.plug(
              (HttpPartner) opened(field).get(adapter),
              (path, key, body) -> answer(step, path, key, body));
        } else if (field.getType() == RefundPartner.class) {
          plugged(opened(field).get(adapter), step);
        }
      }
      return adapter;
    } catch (ReflectiveOperationException moved) {
      throw new IllegalStateException("HttpPartner keeps its client elsewhere now", moved);
    }
  }

  private static Field opened(Field field) {
    field.setAccessible(true);
    return field;
  }

  private Answer answer(Step step, String path, String key, String body) throws IOException {
    var asked = world.get();
    try {
      var reply =
          asked.network.exchange(
              step, path + " " + key, () -> asked.partners.answer(path, key, body));
      return new Answer(reply.status(), reply.body());
    } catch (Network.ServerError error) {
      return new Answer(503, "{}");
    }
  }
}
