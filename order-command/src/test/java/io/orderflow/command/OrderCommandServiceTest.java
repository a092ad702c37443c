package io.orderflow.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.engine.service.ServiceWithoutPeers;
import org.axonframework.axonserver.connector.command.AxonServerCommandBus;
import org.axonframework.axonserver.connector.event.axon.AxonServerEventStore;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class OrderCommandServiceTest {

  @Test
  void it_starts_by_itself_on_its_own_database_and_waits_for_axon_server() throws Exception {
    try (var service = ServiceWithoutPeers.start(OrderCommandService.class, "order-command")) {
      assertThat(service.axon().commandBus()).isInstanceOf(AxonServerCommandBus.class);
      assertThat(service.axon().eventStore()).isInstanceOf(AxonServerEventStore.class);
      assertThat(service.axon().eventProcessingConfiguration().eventProcessors().keySet())
          .containsExactly("dispatched-stock");
      assertThat(service.schemas()).containsExactly("ordering");
      assertThat(service.get("/health").statusCode()).isEqualTo(503);
      assertThat(service.get("/api/v1/products").statusCode()).isEqualTo(401);
    }
  }
}
