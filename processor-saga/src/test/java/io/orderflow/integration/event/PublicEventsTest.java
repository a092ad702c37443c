package io.orderflow.integration.event;

import static io.orderflow.engine.serialization.SampleMessages.CARD;
import static io.orderflow.engine.serialization.SampleMessages.CHARGE;
import static io.orderflow.engine.serialization.SampleMessages.CUSTOMER;
import static io.orderflow.engine.serialization.SampleMessages.LABELS;
import static io.orderflow.engine.serialization.SampleMessages.LINES;
import static io.orderflow.engine.serialization.SampleMessages.NUMBER;
import static io.orderflow.engine.serialization.SampleMessages.ORDER;
import static io.orderflow.engine.serialization.SampleMessages.REFERENCE;
import static io.orderflow.engine.serialization.SampleMessages.TOTAL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudevents.CloudEvent;
import io.cloudevents.jackson.JsonFormat;
import io.orderflow.api.ChargeId;
import io.orderflow.api.Labels;
import io.orderflow.api.Money;
import io.orderflow.api.Step;
import io.orderflow.api.order.Actor;
import io.orderflow.api.order.Attempt;
import io.orderflow.api.order.CancellationReason;
import io.orderflow.api.order.OrderEvent;
import io.orderflow.api.order.ShipmentResolution;
import io.orderflow.api.order.UnexpectedBecause;
import io.orderflow.engine.serialization.SampleMessages;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** What other systems are told. The golden files are the contract; none may ever be changed. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PublicEventsTest {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final PublicEventJson FORMAT = new PublicEventJson();
  private static final ChargeId OTHER_CHARGE = new ChargeId("ch_43");
  private static final String DETAIL = "a sentence for a person";

  private static final List<OrderEvent> DELIVERED =
      List.of(
          new OrderEvent.OrderCreated(
              ORDER,
              CUSTOMER,
              LINES,
              TOTAL,
              CARD,
              REFERENCE,
              NUMBER,
              LABELS,
              "5f3c9a",
              Instant.parse("2026-03-01T10:15:30.123Z")),
          new OrderEvent.StockReserved(ORDER),
          new OrderEvent.PaymentCaptured(ORDER, CHARGE, TOTAL),
          new OrderEvent.ProcessingCompleted(ORDER),
          new OrderEvent.ShipmentDispatched(ORDER, "T-1"),
          new OrderEvent.ShipmentDelivered(ORDER));

  private static final List<OrderEvent> CANCELLED =
      then(
          3,
          new OrderEvent.CancellationStarted(
              ORDER, CancellationReason.CUSTOMER, Step.PROCESSING, Actor.CUSTOMER, DETAIL),
          new OrderEvent.PaymentRefunded(ORDER, CHARGE),
          new OrderEvent.StockReleased(ORDER),
          new OrderEvent.OrderCancelled(ORDER));

  private static List<OrderEvent> then(int first, OrderEvent... others) {
    return Stream.concat(DELIVERED.stream().limit(first), Arrays.stream(others)).toList();
  }

  /** A history whose last public event is of this type. */
  private static List<OrderEvent> historyOf(PublicEventType type) {
    return switch (type) {
      case ORDER_CREATED -> then(1);
      case ORDER_RESERVED -> then(2);
      case ORDER_PAID -> then(3);
      case ORDER_READY_TO_SHIP -> then(4);
      case ORDER_SHIPPED -> then(5);
      case ORDER_COMPLETED -> then(6);
      case ORDER_CANCELLING -> CANCELLED.subList(0, 4);
      case PAYMENT_REFUNDED -> CANCELLED.subList(0, 5);
      case ORDER_CANCELLED -> CANCELLED;
      case ORDER_LABELS_CHANGED ->
          then(
              1,
              new OrderEvent.LabelsChanged(
                  ORDER, new Labels(Map.of("channel", "web")), List.of(), Actor.OPERATOR));
      case PAYMENT_DECLINED -> then(2, new OrderEvent.PaymentDeclined(ORDER, DETAIL));
      case ORDER_ATTENTION -> then(3, attention(1));
      case PAYMENT_UNEXPECTED -> then(3, unexpected());
    };
  }

  private static OrderEvent attention(int version) {
    return new OrderEvent.AttentionRaised(
        ORDER, Attempt.Kind.REQUEST, Step.PROCESSING, null, DETAIL, version);
  }

  private static OrderEvent unexpected() {
    return new OrderEvent.UnexpectedPaymentCaptured(
        ORDER, OTHER_CHARGE, Money.of("5.00", "EUR"), UnexpectedBecause.SECOND_CHARGE);
  }

  @ParameterizedTest
  @EnumSource(PublicEventType.class)
  void each_public_event_is_as_its_golden_file_says(PublicEventType type) {
    var event = EventHistory.of(historyOf(type)).published().getLast();

    assertThat(JSON.readTree(FORMAT.serialize(event))).isEqualTo(golden(type));
    assertThat(EventContract.violations(FORMAT.serialize(event))).isEmpty();
  }

  @Test
  void a_member_that_no_schema_names_is_a_violation() {
    var event = golden(PublicEventType.ORDER_PAID).deepCopy();
    ((tools.jackson.databind.node.ObjectNode) event.at("/data/order")).put("address", "1 Street");

    assertThat(EventContract.violations(JSON.writeValueAsBytes(event)))
        .singleElement()
        .asString()
        .contains("address");
  }

  @Test
  void the_reader_of_the_sdk_reads_the_event_that_was_written() {
    var event = EventHistory.of(DELIVERED).published().getFirst();
    var read = new JsonFormat().deserialize(FORMAT.serialize(event));

    assertThat(read.getAttributeNames())
        .isEqualTo(event.getAttributeNames())
        .allSatisfy(
            name -> assertThat(read.getAttribute(name)).isEqualTo(event.getAttribute(name)));
    assertThat(JSON.readTree(Objects.requireNonNull(read.getData()).toBytes()))
        .isEqualTo(JSON.readTree(Objects.requireNonNull(event.getData()).toBytes()));
  }

  @Test
  void an_order_that_goes_well_tells_each_status_once() {
    assertThat(EventHistory.of(DELIVERED).types())
        .containsExactly(
            "order.created",
            "order.reserved",
            "order.paid",
            "order.ready-to-ship",
            "order.shipped",
            "order.completed");
    assertThat(EventHistory.of(CANCELLED).types())
        .containsExactly(
            "order.created",
            "order.reserved",
            "order.paid",
            "order.cancelling",
            "payment.refunded",
            "order.cancelled");
  }

  @Test
  void a_status_is_told_whatever_led_to_it() {
    assertThat(
            EventHistory.of(
                    then(
                        4,
                        new OrderEvent.StepResolved(
                            ORDER, Step.SHIPPING, null, 1, ShipmentResolution.SHIPPED, DETAIL),
                        new OrderEvent.ShipmentDispatched(ORDER, "late")))
                .types())
        .endsWith("order.ready-to-ship", "order.shipped");
    assertThat(EventHistory.of(then(4, new OrderEvent.ShipmentDelivered(ORDER))).types())
        .endsWith("order.ready-to-ship", "order.completed");
    assertThat(EventHistory.of(then(2, new OrderEvent.PaymentNotRequired(ORDER))).types())
        .endsWith("order.paid");
    var overruled =
        then(
            4,
            new OrderEvent.CancellationStarted(
                ORDER, CancellationReason.CUSTOMER, Step.SHIPPING, Actor.CUSTOMER, null),
            new OrderEvent.CancellationOverruled(ORDER));
    assertThat(EventHistory.of(overruled).types()).endsWith("order.cancelling", "order.shipped");
  }

  @Test
  void a_reminder_of_an_attention_is_not_told() {
    assertThat(EventHistory.of(then(3, attention(1), attention(1), attention(2))).types())
        .endsWith("order.paid", "order.attention", "order.attention");
  }

  @Test
  void a_refund_has_the_amount_of_its_charge() {
    var refunded =
        EventHistory.of(then(3, unexpected(), new OrderEvent.PaymentRefunded(ORDER, OTHER_CHARGE)))
            .published()
            .getLast();
    var data = JSON.readTree(Objects.requireNonNull(refunded.getData()).toBytes());

    assertThat(data.at("/payment/amount/amount").asString()).isEqualTo("5.00");
    assertThat(data.path("expected").asBoolean(true)).isFalse();
  }

  @Test
  void an_order_from_before_there_were_numbers_has_none() {
    var created = (OrderEvent.OrderCreated) DELIVERED.getFirst();
    var old =
        new OrderEvent.OrderCreated(
            created.orderId(),
            created.customerId(),
            created.lines(),
            created.total(),
            created.paymentMethod(),
            null,
            null,
            Labels.NONE,
            created.fingerprint(),
            created.placedAt());
    var document = FORMAT.serialize(EventHistory.of(List.of(old)).published().getFirst());

    assertThat(JSON.readTree(document).at("/data/order").propertyNames())
        .containsExactlyInAnyOrder("id", "version", "status", "customerId");
    assertThat(EventContract.violations(document)).isEmpty();
  }

  @Test
  void an_event_is_not_told_without_the_one_before_it() {
    var order = PublishedOrder.after(null, DELIVERED.getFirst(), 0);

    assertThatThrownBy(() -> PublishedOrder.after(order, DELIVERED.get(2), 2))
        .hasMessageContaining("does not follow");
    assertThatThrownBy(() -> PublishedOrder.after(null, DELIVERED.get(1), 1))
        .hasMessageContaining("does not follow none");
  }

  /** What may follow an order's creation alone, however unlikely, is told by the schemas. */
  @Test
  void whatever_event_follows_any_history_what_is_told_of_it_is_valid() {
    var histories = new ArrayList<List<OrderEvent>>();
    for (var type : PublicEventType.values()) {
      for (var event : SampleMessages.events()) {
        if (!(event instanceof OrderEvent.OrderCreated)
            && !(event instanceof OrderEvent.PaymentRefunded)
            && !(event instanceof OrderEvent.OrderCancelled)) {
          histories.add(Stream.concat(historyOf(type).stream(), Stream.of(event)).toList());
        }
      }
    }

    assertThat(histories)
        .allSatisfy(
            history ->
                assertThat(EventHistory.of(history).published())
                    .allSatisfy(PublicEventsTest::isValid));
  }

  private static void isValid(CloudEvent event) {
    assertThat(EventContract.violations(FORMAT.serialize(event))).isEmpty();
  }

  @Test
  void every_type_has_its_schema_its_message_and_nothing_else_has_one() throws IOException {
    var api = new YAMLMapper().readTree(Path.of("..", "docs", "api", "events.yaml").toFile());
    var types = Arrays.stream(PublicEventType.values()).toList();

    assertThat(api.at("/components/messages").valueStream().map(PublicEventsTest::named))
        .containsExactlyInAnyOrderElementsOf(types.stream().map(PublicEventType::type).toList());
    assertThat(api.at("/components/messages").valueStream().map(PublicEventsTest::schemaOf))
        .allSatisfy(file -> assertThat(EventContract.FOLDER.resolveSibling(file)).isRegularFile());
    for (var channel : List.of("topic", "exchange", "endpoint")) {
      assertThat(api.at("/channels/" + channel + "/messages").size()).isEqualTo(types.size());
    }
    try (var files = Files.list(EventContract.FOLDER)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(
              Stream.concat(
                      types.stream().map(type -> type.shortName() + ".v1.json"),
                      Stream.of("envelope.json"))
                  .toList());
    }
    assertThat(types)
        .allSatisfy(
            type ->
                assertThat(
                        JSON.readTree(
                                EventContract.FOLDER
                                    .resolve(type.shortName() + ".v1.json")
                                    .toFile())
                            .path("$id")
                            .asString())
                    .isEqualTo(type.dataSchema().toString()));
  }

  private static String named(JsonNode message) {
    return message.path("name").asString();
  }

  private static String schemaOf(JsonNode message) {
    return message.at("/payload/allOf/1/properties/data/$ref").asString();
  }

  private static JsonNode golden(PublicEventType type) {
    var name = "/golden/public-events/" + type.shortName() + ".v1.json";
    try (InputStream file = PublicEventsTest.class.getResourceAsStream(name)) {
      return JSON.readTree(Objects.requireNonNull(file, name));
    } catch (IOException unreadable) {
      throw new java.io.UncheckedIOException(unreadable);
    }
  }
}
