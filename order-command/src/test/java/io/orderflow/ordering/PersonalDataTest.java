package io.orderflow.ordering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.api.ChargeId;
import io.orderflow.api.CustomerId;
import io.orderflow.api.Money;
import io.orderflow.api.OrderId;
import io.orderflow.api.RequestKey;
import io.orderflow.api.Step;
import io.orderflow.api.order.OrderCommand;
import io.orderflow.api.order.OrderCommand.RecordPaymentCaptured;
import io.orderflow.api.order.OrderCommand.RecordProcessingCompleted;
import io.orderflow.api.order.OrderCommand.RecordShipmentDispatched;
import io.orderflow.api.order.OrderCommand.RecordStockReserved;
import io.orderflow.api.order.OrderOutcome;
import io.orderflow.api.order.OrderQuery.FindShippingAddress;
import io.orderflow.api.order.ShippingAddress;
import io.orderflow.command.WriteSide;
import io.orderflow.engine.TestDatabase;
import io.orderflow.ordering.ShippingAddressStore.AddressKey;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.messaging.responsetypes.ResponseTypes;
import org.axonframework.queryhandling.QueryGateway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PersonalDataTest {

  private static final WriteSide SHOP = new WriteSide(TestDatabase.createUrl());
  private static final ShippingAddress HOME =
      new ShippingAddress("Ada Lane", "Elm St 1", "10115", "Berlin", null, "DE");
  private static final ShippingAddress ELSEWHERE =
      new ShippingAddress("Ada Lane", "Oak St 9", "80331", "Munich", null, "DE");

  private final String customer = "c-" + UUID.randomUUID();

  @BeforeAll
  static void tea() {
    SHOP.put(
        "/api/v1/products/tea",
        "{\"name\":\"Tea\",\"unitPrice\":{\"amount\":\"9.00\",\"currency\":\"EUR\"},\"stock\":99}");
  }

  @AfterAll
  static void close() {
    SHOP.close();
  }

  @Test
  void the_addresses_of_a_customers_orders_are_erased_and_no_others() {
    var dispatched = place(customer, "k-1");
    dispatch(dispatched);
    var cancelled = place(customer, "k-2");
    SHOP.post("/api/v1/orders/" + cancelled + "/cancel", "");
    var others = place(customer + "x", "k-1");

    var answer = erase(customer);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text())
        .isEqualTo("{\"customerId\":\"%s\",\"erased\":2,\"complete\":true}".formatted(customer));
    assertThat(address(dispatched)).isEmpty();
    assertThat(address(cancelled)).isEmpty();
    assertThat(address(others)).isPresent();
    assertThat(erase(customer).json().at("/erased").asInt()).isZero();
  }

  @Test
  void nothing_is_erased_while_an_order_still_needs_its_address() {
    var dispatched = place(customer, "k-1");
    dispatch(dispatched);
    var open = place(customer, "k-2");

    var answer = erase(customer);
    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.at("/code")).isEqualTo("OPEN_ORDERS");
    assertThat(answer.json().at("/orderIds").valueStream().map(id -> id.asString()))
        .containsExactly(open.toString());
    assertThat(address(dispatched)).isPresent();
    assertThat(address(open)).isPresent();
  }

  @Test
  void a_late_repetition_of_an_order_does_not_bring_its_address_back() {
    var order = place(customer, "k-1");
    dispatch(order);
    erase(customer);

    assertThat(place(customer, "k-1")).isEqualTo(order);
    assertThat(address(order)).isEmpty();
  }

  @Test
  void an_address_without_an_order_is_swept_when_it_is_old_and_not_before() {
    var orphan = new AddressKey(new OrderId(UUID.randomUUID()), "f-1");
    addresses().keep(orphan, new CustomerId(customer), HOME);
    var order = place(customer, "k-1");
    var loser = new AddressKey(order, "another request");
    addresses().keep(loser, new CustomerId(customer), ELSEWHERE);

    sweep(Duration.ofMinutes(59));
    assertThat(addresses().of(orphan.order())).hasSize(1);
    assertThat(address(order)).as("before the sweep").contains(HOME);
    assertThat(erase(customer).at("/code")).isEqualTo("OPEN_ORDERS");
    sweep(Duration.ofMinutes(61));
    assertThat(addresses().of(orphan.order())).isEmpty();
    assertThat(addresses().of(order)).hasSize(1);
    assertThat(address(order)).contains(HOME);
  }

  @Test
  void an_address_that_is_kept_again_after_it_was_read_is_not_deleted() {
    var key = new AddressKey(new OrderId(UUID.randomUUID()), "f-1");
    addresses().keep(key, new CustomerId(customer), HOME);
    var read = addresses().of(new CustomerId(customer), 10);

    addresses().keep(key, new CustomerId(customer), HOME);

    assertThat(addresses().forget(read)).isZero();
    assertThat(addresses().of(key.order())).hasSize(1);
  }

  @Test
  void an_address_from_before_customers_were_noted_is_assigned_before_anything_is_erased() {
    var order = place(customer, "k-1");
    dispatch(order);
    awaitConfirmed(); // else that may come after the update and undo it
    int changed =
        SHOP.bean(JdbcClient.class)
            .sql(
                """
                update ordering.shipping_address set customer_id = null, confirmed = false
                where order_id = ?
                """)
            .param(order.value())
            .update();
    assertThat(changed).isEqualTo(1);

    assertThat(erase(customer).status()).isEqualTo(503);
    sweep(Duration.ofMinutes(61));
    assertThat(erase(customer).json().at("/erased").asInt()).isEqualTo(1);
  }

  @Test
  void an_address_whose_order_is_there_needs_no_sweeping() {
    place(customer, "k-1");

    awaitConfirmed();
  }

  @Test
  void a_name_of_invisible_characters_is_refused() {
    assertThat(erase("%20").at("/code")).isEqualTo("INVALID_REQUEST");
  }

  /**
   * Addresses of created orders are confirmed every second. A test that does it itself may find
   * none left, before those are stored which the scheduled flush has taken.
   */
  private void awaitConfirmed() {
    var confirmed =
        SHOP.bean(JdbcClient.class)
            .sql("select confirmed from ordering.shipping_address where customer_id = ?")
            .param(customer);
    await()
        .untilAsserted(
            () -> assertThat(confirmed.query(Boolean.class).list()).containsExactly(true));
  }

  private static void sweep(Duration later) {
    new OrphanedAddressCleanup(
            addresses(),
            SHOP.bean(PlacedOrders.class),
            SHOP.bean(OrderingProperties.class),
            Clock.offset(Clock.systemUTC(), later))
        .sweep();
  }

  private static ShippingAddressStore addresses() {
    return SHOP.bean(ShippingAddressStore.class);
  }

  private static WriteSide.Answer erase(String customer) {
    return SHOP.delete("/api/v1/admin/personal-data?customerId=" + customer);
  }

  private static OrderId place(String customer, String key) {
    String body =
        """
        {"customerId":"%s","items":[{"sku":"tea","quantity":1}],"paymentMethod":"pm_card_ok",
         "shippingAddress":{"recipient":"Ada Lane","street":"Elm St 1","postalCode":"10115",
         "city":"Berlin","country":"DE"}}
        """
            .formatted(customer);
    var answer = SHOP.post("/api/v1/orders", body, "Idempotency-Key", key);
    assertThat(answer.status()).isEqualTo(201);
    return OrderId.parse(answer.at("/orderId"));
  }

  private static void dispatch(OrderId order) {
    var charge = new ChargeId("ch_" + order);
    List.of(
            new RecordStockReserved(order),
            new RecordPaymentCaptured(
                order, RequestKey.ofStep(order, Step.PAYMENT, 1), charge, Money.of("9.00", "EUR")),
            new RecordProcessingCompleted(order),
            new RecordShipmentDispatched(order, "t-1"))
        .forEach(PersonalDataTest::send);
  }

  private static void send(OrderCommand command) {
    OrderOutcome outcome = SHOP.bean(CommandGateway.class).sendAndWait(command);
    assertThat(outcome).isInstanceOf(OrderOutcome.Accepted.class);
  }

  private static Optional<ShippingAddress> address(OrderId order) {
    return SHOP.bean(QueryGateway.class)
        .query(
            new FindShippingAddress(order), ResponseTypes.optionalInstanceOf(ShippingAddress.class))
        .join();
  }
}
