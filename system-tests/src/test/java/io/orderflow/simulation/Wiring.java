package io.orderflow.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderflow.api.Step;
import io.orderflow.fulfillment.PartnerStep;
import io.orderflow.partner.CallbackUrlProperties;
import io.orderflow.partner.HttpPartner;
import io.orderflow.partner.HttpTransport;
import io.orderflow.partner.PartnerProperties;
import io.orderflow.partner.payment.RefundPartner;
import io.orderflow.partner.payment.SimulatedPaymentStep;
import io.orderflow.partner.processing.SimulatedProcessingStep;
import io.orderflow.partner.shipping.SimulatedShippingStep;
import io.orderflow.partner.stock.SimulatedStockStep;
import io.orderflow.simulation.Network.Reply;
import java.io.IOException;
import java.lang.reflect.Field;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
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

  /** Gives an adapter's client another way out. There is no door for that in production. */
  private <T> T plugged(T adapter, Step step) {
    try {
      for (Field field : adapter.getClass().getDeclaredFields()) {
        if (field.getType() == HttpPartner.class) {
          plug((HttpPartner) opened(field).get(adapter), step);
        } else if (field.getType() == RefundPartner.class) {
          plugged(opened(field).get(adapter), step);
        }
      }
      return adapter;
    } catch (ReflectiveOperationException moved) {
      throw new IllegalStateException("HttpPartner keeps its client elsewhere now", moved);
    }
  }

  private void plug(HttpPartner partner, Step step) throws ReflectiveOperationException {
    HttpTransport transport = (uri, headers, body) -> response(step, uri, headers, body);
    opened(HttpPartner.class.getDeclaredField("http")).set(partner, transport);
  }

  private static Field opened(Field field) {
    field.setAccessible(true);
    return field;
  }

  private HttpTransport.Response response(
      Step step, URI uri, Map<String, String> headers, byte[] body) throws IOException {
    var key = String.valueOf(headers.get("Idempotency-Key"));
    var reply = answer(step, uri.getPath(), key, new String(body, UTF_8));
    return new HttpTransport.Response(reply.status(), reply.body());
  }

  private Reply answer(Step step, String path, String key, String body) throws IOException {
    var asked = world.get();
    try {
      return asked.network.exchange(
          step, path + " " + key, () -> asked.partners.answer(path, key, body));
    } catch (Network.ServerError error) {
      return new Reply(503, "{}");
    }
  }
}
