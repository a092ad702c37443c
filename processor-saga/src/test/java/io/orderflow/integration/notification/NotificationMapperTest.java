package io.orderflow.integration.notification;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudevents.CloudEvent;
import io.orderflow.api.OrderId;
import io.orderflow.partner.PartnerJson;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the service is sent of an order's life. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class NotificationMapperTest {

  private static final OrderId ORDER = new OrderId(new UUID(0, 1));

  @Test
  void an_order_that_goes_well_is_four_notifications() {
    var sent = sent(NotificationHistories.delivered(ORDER, "alice"));

    assertThat(sent)
        .containsExactly(
            json(
                """
                {"kind": "created", %s, "occurredAt": "2026-03-01T10:15:30Z",
                 "total": {"amount": "1250.00", "currency": "EUR"},
                 "items": [{"sku": "laptop", "name": "Laptop, 14\\"", "quantity": 1},
                           {"sku": "mouse", "name": "Maus für links", "quantity": 2}]}
                """),
            json(
                """
                {"kind": "paid", %s, "occurredAt": "2026-03-01T10:15:32Z",
                 "amount": {"amount": "1250.00", "currency": "EUR"}}
                """),
            json(
                """
                {"kind": "shipped", %s, "occurredAt": "2026-03-01T10:15:34Z",
                 "trackingNumber": "trk_1"}
                """),
            json(
                """
                {"kind": "delivered", %s, "occurredAt": "2026-03-01T10:15:35Z"}
                """));
  }

  @Test
  void a_declined_payment_is_told_and_then_the_cancellation_with_its_reason() {
    var sent = sent(NotificationHistories.declined(ORDER));

    assertThat(sent.subList(1, sent.size()))
        .containsExactly(
            json(
                """
                {"kind": "payment-failed", %s, "occurredAt": "2026-03-01T10:15:32Z"}
                """),
            json(
                """
                {"kind": "cancelled", %s, "occurredAt": "2026-03-01T10:15:35Z",
                 "reason": "PAYMENT_DECLINED"}
                """));
  }

  @Test
  void each_refund_is_told_with_its_charge_under_a_key_of_its_own() {
    var notifications =
        NotificationHistories.cancelled(ORDER).stream()
            .map(NotificationMapper::of)
            .flatMap(Optional::stream)
            .toList();

    assertThat(notifications)
        .extracting(Notification::key)
        .extracting(key -> key.value().replace("order:" + ORDER + ":notification:", ""))
        .containsExactly("created", "paid", "refunded:ch_second", "refunded:ch_42", "cancelled");
    assertThat(node(notifications.get(2)))
        .isEqualTo(
            json(
                """
                {"kind": "refunded", %s, "occurredAt": "2026-03-01T10:15:34Z",
                 "amount": {"amount": "5.00", "currency": "EUR"}, "chargeId": "ch_second"}
                """));
  }

  @Test
  void what_clients_wrote_and_how_it_is_paid_is_not_sent() {
    assertThat(sent(NotificationHistories.delivered(ORDER, "alice")).toString())
        .doesNotContain("cart-1", "channel", "pm_card_ok", "ch_42");
  }

  private static List<JsonNode> sent(List<CloudEvent> events) {
    return events.stream()
        .map(NotificationMapper::of)
        .flatMap(Optional::stream)
        .map(NotificationMapperTest::node)
        .toList();
  }

  private static JsonNode node(Notification notification) {
    return JsonMapper.shared().readTree(PartnerJson.write(notification));
  }

  private static JsonNode json(String text) {
    var order =
        "\"orderId\": \"%s\", \"orderNumber\": \"2026-004711\", \"customerId\": \"%s\""
            .formatted(ORDER, "alice");
    return JsonMapper.shared().readTree(text.formatted(order));
  }
}
