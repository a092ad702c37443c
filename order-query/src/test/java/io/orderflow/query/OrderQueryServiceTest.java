package io.orderflow.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.engine.service.ServiceWithoutPeers;
import org.axonframework.axonserver.connector.command.AxonServerCommandBus;
import org.axonframework.axonserver.connector.event.axon.AxonServerEventStore;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class OrderQueryServiceTest {

  @Test
  void it_starts_by_itself_on_its_own_database_and_waits_for_axon_server() throws Exception {
    try (var service = ServiceWithoutPeers.start(OrderQueryService.class, "order-query")) {
      assertThat(service.axon().commandBus()).isInstanceOf(AxonServerCommandBus.class);
      assertThat(service.axon().eventStore()).isInstanceOf(AxonServerEventStore.class);
      assertThat(service.axon().eventProcessingConfiguration().eventProcessors().keySet())
          .containsExactlyInAnyOrder("order-views", "order-views-next");
      assertThat(service.schemas()).containsExactly("views");
      assertThat(service.get("/health").statusCode()).isEqualTo(200);
      assertThat(service.get("/api/v1/orders/1").statusCode()).isEqualTo(401);
    }
  }
}
