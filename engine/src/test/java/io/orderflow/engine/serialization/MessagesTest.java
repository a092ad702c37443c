package io.orderflow.engine.serialization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.orderflow.api.Labels;
import io.orderflow.api.catalog.StockCommand;
import io.orderflow.api.catalog.StockOutcome;
import io.orderflow.api.names.MessageNames;
import io.orderflow.api.operations.OperationsCommand;
import io.orderflow.api.operations.OperationsOutcome;
import io.orderflow.api.operations.OperationsQuery;
import io.orderflow.api.order.Actor;
import io.orderflow.api.order.OrderCommand;
import io.orderflow.api.order.OrderEvent;
import io.orderflow.api.order.OrderOutcome;
import io.orderflow.api.order.OrderQuery;
import io.orderflow.api.process.ProcessCommand;
import io.orderflow.api.process.ProcessQuery;
import io.orderflow.api.webhook.WebhookCommand;
import io.orderflow.api.webhook.WebhookOutcome;
import io.orderflow.api.webhook.WebhookQuery;
import io.orderflow.engine.Tally;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.axonframework.eventhandling.GapAwareTrackingToken;
import org.axonframework.eventhandling.GenericDomainEventEntry;
import org.axonframework.eventhandling.ReplayToken;
import org.axonframework.eventsourcing.EventStreamUtils;
import org.axonframework.messaging.MetaData;
import org.axonframework.serialization.SerializationException;
import org.axonframework.serialization.SimpleSerializedObject;
import org.axonframework.serialization.upcasting.event.EventUpcasterChain;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The messages as they are stored and sent: names and JSON are for ever. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class MessagesTest {

  private final AliasedSerializer serializer =
      new AliasedSerializer(
          new AliasRegistry(
              List.of(new MessageAliases(MessageNames.all(), MessageNames.revisions()))));

  static List<Object> samples() {
    return SampleMessages.all();
  }

  static List<OrderEvent> events() {
    return SampleMessages.events();
  }

  static List<Class<?>> sealedParents() {
    return List.of(
        OrderEvent.class,
        OrderCommand.class,
        StockCommand.class,
        OrderOutcome.class,
        StockOutcome.class,
        OrderQuery.class,
        ProcessQuery.class,
        ProcessCommand.class,
        OperationsQuery.class,
        OperationsCommand.class,
        OperationsOutcome.class,
        WebhookQuery.class,
        WebhookCommand.class,
        WebhookOutcome.class);
  }

  @ParameterizedTest
  @MethodSource("sealedParents")
  void every_message_of_the_language_has_a_sample(Class<?> parent) {
    assertThat(SampleMessages.all().stream().map(Object::getClass))
        .contains(parent.getPermittedSubclasses());
  }

  @Test
  void the_names_have_not_changed() throws IOException {
    String table =
        SampleMessages.all().stream()
            .map(Object::getClass)
            .map(type -> serializer.typeForClass(type).getName() + " = " + type.getName())
            .sorted()
            .reduce("", (lines, line) -> lines + line + "\n");
    assertThat(table).isEqualTo(golden("aliases.txt"));
    assertThat(MessageNames.all()).hasSize(SampleMessages.all().size());
  }

  @ParameterizedTest
  @MethodSource("samples")
  void every_message_comes_back_as_it_was(Object message) {
    var stored = serializer.serialize(message, byte[].class);
    assertThat(stored.getType().getRevision())
        .isEqualTo(message instanceof OrderEvent.OrderCreated ? "3" : "1");
    assertThat(serializer.<byte[], Object>deserialize(stored)).isEqualTo(message);
  }

  @ParameterizedTest
  @MethodSource("events")
  void every_event_is_stored_byte_for_byte_as_its_golden_file_says(OrderEvent event)
      throws IOException {
    var stored = serializer.serialize(event, String.class);
    String file = "events/" + stored.getType().getName() + ".json";
    assertThat(stored.getData() + "\n").isEqualTo(golden(file));
    assertThat(read(stored.getType().getName(), stored.getType().getRevision(), golden(file)))
        .isEqualTo(event);
  }

  @Test
  void an_order_created_in_revision_1_was_placed_at_the_time_of_its_event() throws IOException {
    assertThat(upcast("1")).isEqualTo(withoutNumberAndLabels());
  }

  @Test
  void an_order_created_in_revision_2_has_no_number_and_no_labels() throws IOException {
    assertThat(upcast("2")).isEqualTo(withoutNumberAndLabels());
  }

  private Object upcast(String revision) throws IOException {
    byte[] stored =
        golden("events/order.created.revision-" + revision + ".json")
            .getBytes(StandardCharsets.UTF_8);
    byte[] metaData = serializer.serialize(MetaData.emptyInstance(), byte[].class).getData();
    var entry =
        new GenericDomainEventEntry<>(
            "Order",
            SampleMessages.ORDER.toString(),
            0,
            "event-1",
            SampleMessages.TIME,
            "order.created",
            revision,
            stored,
            metaData);
    var upcasters =
        new EventUpcasterChain(new OrderCreatedUpcaster(), new LabelledOrderCreatedUpcaster());
    return EventStreamUtils.upcastAndDeserializeDomainEvents(
            Stream.of(entry), serializer, upcasters)
        .next()
        .getPayload();
  }

  private static OrderEvent withoutNumberAndLabels() {
    var created = (OrderEvent.OrderCreated) SampleMessages.events().getFirst();
    return new OrderEvent.OrderCreated(
        created.orderId(),
        created.customerId(),
        created.lines(),
        created.total(),
        created.paymentMethod(),
        created.reference(),
        null,
        Labels.NONE,
        created.fingerprint(),
        created.placedAt());
  }

  @Test
  void nulls_are_omitted_and_read_back_as_null() {
    var event = new OrderEvent.UnexpectedShipmentDispatched(SampleMessages.ORDER, null);
    var stored = serializer.serialize(event, String.class);
    assertThat(stored.getData()).isEqualTo("{\"orderId\":\"" + SampleMessages.ORDER + "\"}");
    assertThat(serializer.<String, Object>deserialize(stored)).isEqualTo(event);
  }

  @Test
  void a_message_from_before_a_component_was_added_is_read_and_its_form_has_not_changed() {
    var cancel = new OrderCommand.CancelOrder(SampleMessages.ORDER, Actor.CUSTOMER, null);
    var accepted = new OrderOutcome.Accepted(7);
    var refused = new OrderOutcome.Refused(OrderOutcome.Code.NOT_CANCELLABLE, "no", Set.of());
    var order = "{\"orderId\":\"" + SampleMessages.ORDER + "\",\"actor\":\"CUSTOMER\"}";

    assertThat(serializer.serialize(cancel, String.class).getData()).isEqualTo(order);
    assertThat(read("order-command.cancel-order", "1", order)).isEqualTo(cancel);
    assertThat(serializer.serialize(accepted, String.class).getData()).isEqualTo("{\"version\":7}");
    assertThat(read("order-outcome.accepted", "1", "{\"version\":7}")).isEqualTo(accepted);
    assertThat(serializer.serialize(refused, String.class).getData())
        .isEqualTo("{\"code\":\"NOT_CANCELLABLE\",\"detail\":\"no\",\"allowedActions\":[]}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"orderId\":\"0198c5a2-7b1e-7c3d-9a4f-2b6d8e1f0a35\"}",
        "{\"orderId\":null,\"detail\":\"a\"}",
        "{\"orderId\":\"0198c5a2-7b1e-7c3d-9a4f-2b6d8e1f0a35\",\"detail\":\"a\",\"more\":1}",
        "{\"orderId\":\"0198c5a2-7b1e-7c3d-9a4f-2b6d8e1f0a35\",\"detail\":5}",
        "{\"orderId\":\"not-an-id\",\"detail\":\"a\"}",
      })
  void an_incomplete_message_is_refused(String json) {
    assertThatExceptionOfType(SerializationException.class)
        .isThrownBy(() -> read("order.stock-refused", "1", json));
  }

  @Test
  void an_unknown_name_fails_loudly_and_so_does_an_unknown_revision() {
    assertThatExceptionOfType(SerializationException.class)
        .isThrownBy(() -> read("order.teleported", "1", "{}"))
        .withMessageContaining("order.teleported");
    assertThatExceptionOfType(SerializationException.class)
        .isThrownBy(() -> read(OrderEvent.StockReserved.class.getName(), "1", "{}"));
    assertThatExceptionOfType(SerializationException.class)
        .isThrownBy(() -> read("order.stock-reserved", "2", "{}"))
        .withMessageContaining("revision 1, not 2");
    assertThatExceptionOfType(SerializationException.class)
        .isThrownBy(() -> read("org.axonframework.Nothing", "1", "{}"));
  }

  @Test
  void a_type_without_a_name_is_not_written() {
    assertThatExceptionOfType(SerializationException.class)
        .isThrownBy(() -> serializer.serialize(new Nameless("a"), byte[].class))
        .withMessageContaining("has no alias");
  }

  @Test
  void a_name_given_twice_stops_the_start() {
    var first = new MessageAliases(Map.of(Nameless.class, "tally.counted"));
    assertThatIllegalStateException()
        .isThrownBy(() -> new AliasRegistry(List.of(Tally.ALIASES, first)))
        .withMessageContaining("tally.counted");
    var second = new MessageAliases(Map.of(Tally.Counted.class, "tally.other"));
    assertThatIllegalStateException()
        .isThrownBy(() -> new AliasRegistry(List.of(Tally.ALIASES, second)))
        .withMessageContaining("two aliases");
  }

  @Test
  void axons_own_types_survive_a_round_trip() {
    var position = GapAwareTrackingToken.newInstance(9, List.of(3L, 7L));
    Stream.of(
            position,
            ReplayToken.createReplayToken(position),
            MetaData.with("correlationId", "a").and("number", 3),
            "text",
            3L)
        .forEach(
            kept ->
                assertThat(
                        serializer.<byte[], Object>deserialize(
                            serializer.serialize(kept, byte[].class)))
                    .isEqualTo(kept));
  }

  private Object read(String alias, String revision, String json) {
    return serializer.deserialize(
        new SimpleSerializedObject<>(json, String.class, alias, revision));
  }

  private static String golden(String file) throws IOException {
    try (var stream = MessagesTest.class.getResourceAsStream("/golden/" + file)) {
      assertThat(stream).as("the golden file " + file).isNotNull();
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private record Nameless(String value) {}
}
