package io.orderflow.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.simulator.kafka.EmbeddedKafka;
import io.orderflow.simulator.kafka.SimulatorKafkaProperties;
import io.orderflow.simulator.kafka.SimulatorKafkaProperties.Topics;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@Tag("thorough")
class OrderOfRepliesTest {

  private static final String REPLIES = "late.replies";

  /** Replies wait for their topic; callbacks become due meanwhile. */
  @Test
  void replies_about_one_order_keep_the_order_of_their_decisions(@TempDir Path folder) {
    List<String> orders = IntStream.range(0, 60).mapToObj(n -> "order-" + n).toList();
    try (EmbeddedKafka kafka = EmbeddedKafka.start(folder.resolve("kafka"), 0);
        CarrierClient customer = new CarrierClient(kafka.bootstrapServers())) {
      orders.forEach(order -> customer.ship(order, "shipping-async"));
      try (Simulation simulation =
          Simulation.overKafka(folder.resolve("ledger"), answeringLate(kafka))) {
        await()
            .untilAsserted(
                () -> assertThat(orders).allSatisfy(order -> assertDelivered(simulation, order)));
        customer.post().makeTopic(REPLIES);
        await()
            .untilAsserted(
                () ->
                    assertThat(orders)
                        .allSatisfy(
                            order ->
                                assertThat(customer.types(order, REPLIES))
                                    .contains("DISPATCHED", "DELIVERED")));
        assertThat(orders).allSatisfy(order -> assertInOrder(customer.types(order, REPLIES)));
      }
    }
  }

  private static SimulatorKafkaProperties answeringLate(EmbeddedKafka kafka) {
    SimulatorKafkaProperties agreed = SimulatorKafkaProperties.at(kafka.bootstrapServers());
    Topics topics =
        new Topics(
            agreed.topics().requests(),
            agreed.topics().requestsDead(),
            REPLIES,
            agreed.topics().repliesDead());
    return new SimulatorKafkaProperties(
        agreed.bootstrapServers(), agreed.group(), topics, agreed.broker());
  }

  private static void assertDelivered(Simulation simulation, String order) {
    assertThat(simulation.find("/shipping/shipments", Simulation.shipmentKey(order)).text("status"))
        .isEqualTo("DELIVERED");
  }

  /** Repeated replies and a missing acceptance are allowed. */
  private static void assertInOrder(List<String> types) {
    List<String> first = new ArrayList<>(List.of("ACCEPTED", "DISPATCHED", "DELIVERED"));
    first.retainAll(types);
    assertThat(types.stream().distinct()).containsExactlyElementsOf(first);
  }
}
