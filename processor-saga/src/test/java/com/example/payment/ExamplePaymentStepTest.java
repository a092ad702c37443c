package com.example.payment;

import io.orderflow.api.Money;
import io.orderflow.api.OrderId;
import io.orderflow.api.PaymentMethod;
import io.orderflow.api.Quantity;
import io.orderflow.api.Sku;
import io.orderflow.api.order.OrderCommand;
import io.orderflow.api.order.OrderCommand.RecordPaymentCaptured;
import io.orderflow.api.order.OrderCommand.RecordPaymentDeclined;
import io.orderflow.api.order.OrderCommand.RecordPaymentVoided;
import io.orderflow.api.order.OrderLine;
import io.orderflow.fulfillment.OrderFacts;
import io.orderflow.fulfillment.PartnerStep;
import io.orderflow.partner.PartnerProperties;
import io.orderflow.partner.contract.PartnerStepContract;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

class ExamplePaymentStepTest extends PartnerStepContract {

  private final ExampleProvider provider = new ExampleProvider();

  ExamplePaymentStepTest() throws IOException {}

  @Override
  protected PartnerStep stepAt(URI url, Duration requestTimeout) {
    var contact = new PartnerProperties.Contact(url, requestTimeout);
    var stock = new PartnerProperties.Patience(requestTimeout);
    var partners = new PartnerProperties(contact, contact, contact, stock);
    return new ExamplePaymentStep(partners, ExampleProvider.API_KEY);
  }

  @Override
  protected URI partner() {
    return provider.url();
  }

  @Override
  protected int callsPerRequest() {
    return 2;
  }

  @Override
  protected OrderFacts acceptable() {
    return order("pm_card_ok");
  }

  @Override
  protected OrderFacts refusable() {
    return order("pm_card_declined");
  }

  private static OrderFacts order(String method) {
    var price = Money.of("1200.00", "EUR");
    var line = new OrderLine(new Sku("laptop"), "Laptop", new Quantity(1), price);
    return new OrderFacts(
        new OrderId(UUID.randomUUID()),
        List.of(line),
        price,
        new PaymentMethod(method),
        null,
        null);
  }

  @Override
  protected Class<? extends OrderCommand> yes() {
    return RecordPaymentCaptured.class;
  }

  @Override
  protected Class<? extends OrderCommand> no() {
    return RecordPaymentDeclined.class;
  }

  @Override
  protected Class<? extends OrderCommand> undone() {
    return RecordPaymentVoided.class;
  }

  @Override
  protected List<Class<? extends OrderCommand>> undoneAfterYes() {
    return List.of(RecordPaymentCaptured.class, RecordPaymentVoided.class);
  }

  @Override
  protected long timesDone(OrderFacts order) {
    return provider.charges(order);
  }
}
