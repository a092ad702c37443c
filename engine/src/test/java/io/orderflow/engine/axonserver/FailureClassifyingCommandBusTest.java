package io.orderflow.engine.axonserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.api.OrderId;
import io.orderflow.api.catalog.StockCommand;
import io.orderflow.api.order.OrderCommand;
import io.orderflow.engine.failure.CommandFailure;
import io.orderflow.engine.serialization.SampleMessages;
import io.orderflow.engine.serialization.TestSerializer;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.axonframework.axonserver.connector.AxonServerConfiguration;
import org.axonframework.axonserver.connector.command.CommandSerializer;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.CommandResultMessage;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.commandhandling.distributed.AnnotationRoutingStrategy;
import org.axonframework.messaging.GenericMessage;
import org.axonframework.messaging.MessageHandler;
import org.axonframework.messaging.responsetypes.ResponseType;
import org.axonframework.messaging.responsetypes.ResponseTypes;
import org.axonframework.modelling.command.ConcurrencyException;
import org.axonframework.serialization.Serializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What arrives on the other side of a wire, and where it is sent to. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class FailureClassifyingCommandBusTest {

  private final Serializer serializer = TestSerializer.ofSharedApi();
  private final CommandSerializer wire =
      new CommandSerializer(serializer, new AxonServerConfiguration());

  static Stream<Object> commands() {
    return Stream.concat(
        SampleMessages.orderCommands().stream(), SampleMessages.catalogCommands().stream());
  }

  @ParameterizedTest
  @MethodSource("commands")
  void all_commands_of_an_order_have_one_routing_key(Object command) {
    OrderId order =
        switch (command) {
          case OrderCommand ordering -> ordering.orderId();
          case StockCommand catalogue -> catalogue.orderId();
          default -> throw new AssertionError(command);
        };
    assertThat(
            AnnotationRoutingStrategy.defaultStrategy()
                .getRoutingKey(GenericCommandMessage.asCommandMessage(command)))
        .isEqualTo(order.toString());
  }

  @ParameterizedTest
  @MethodSource("commands")
  void every_command_crosses_the_wire_as_it_was(Object command) {
    var sent = GenericCommandMessage.asCommandMessage(command);
    var received = wire.deserialize(wire.serialize(sent, "key", 0));
    assertThat(received.getPayload()).isEqualTo(command);
    assertThat(received.getCommandName()).isEqualTo(sent.getCommandName());
  }

  @Test
  void the_sender_recognizes_a_lost_race() {
    assertThat(meaningOnTheOtherSide(lostRace())).isEqualTo(CommandFailure.CONFLICT);
  }

  @Test
  void a_command_to_a_disconnected_node_is_retried() {
    assertThat(meaningOnTheOtherSide(null)).isEqualTo(CommandFailure.CONFLICT);
  }

  @Test
  void a_bug_stays_unknown_to_the_sender() {
    assertThat(meaningOnTheOtherSide(bug())).isEqualTo(CommandFailure.UNKNOWN);
  }

  @Test
  void a_result_passes_unchanged() {
    var outcome = SampleMessages.orderOutcomes().getFirst();
    assertThat(resultOf(command -> outcome).getPayload()).isEqualTo(outcome);
  }

  @Test
  void the_kind_of_answer_a_query_wants_crosses_the_wire() {
    var wanted = ResponseTypes.optionalInstanceOf(OrderId.class).forSerialization();
    var stored = serializer.serialize(wanted, byte[].class);
    ResponseType<?> read = serializer.deserialize(stored);
    assertThat(read.getExpectedResponseType()).isEqualTo(OrderId.class);
  }

  private CommandFailure meaningOnTheOtherSide(
      @Nullable MessageHandler<? super CommandMessage<?>> handler) {
    var answer = wire.serialize(resultOf(handler), "request");
    return CommandFailure.of(wire.deserialize(answer).exceptionResult());
  }

  private static CommandResultMessage<?> resultOf(
      @Nullable MessageHandler<? super CommandMessage<?>> handler) {
    var bus = new FailureClassifyingCommandBus(SimpleCommandBus.builder().build());
    var result = new AtomicReference<CommandResultMessage<?>>();
    if (handler != null) {
      var _ = bus.subscribe("ask", handler);
    }
    bus.<Object, Object>dispatch(
        new GenericCommandMessage<>(new GenericMessage<>("please"), "ask"),
        (sent, answer) -> result.set(answer));
    return Objects.requireNonNull(result.get());
  }

  private static MessageHandler<? super CommandMessage<?>> lostRace() {
    return command -> {
      throw new ConcurrencyException("planted");
    };
  }

  private static MessageHandler<? super CommandMessage<?>> bug() {
    return command -> {
      throw new IllegalStateException("planted");
    };
  }
}
