package io.orderflow.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.engine.FreePort;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@Tag("thorough")
class UnreliableProcessingIT {

  private static final int ORDERS = 10;

  /** By the seed some fail before they are processed, some after, and some are not answered. */
  @Test
  void where_a_third_of_the_requests_for_processing_fail_every_order_is_processed_once(
      @TempDir Path folder) throws IOException {
    int simulatorPort = FreePort.find();
    var ledger = new Ledger("http://127.0.0.1:" + simulatorPort);
    var unreliable = new HashMap<>(RunningServices.PATIENT);
    unreliable.putAll(Map.of("SIMULATOR_PROCESSING_FAILURERATE", "0.3", "SIMULATOR_SEED", "1"));
    try (var orderflow =
        RunningOrderflow.startWithItsOwnPartners(
            TestFolder.in(folder), simulatorPort, unreliable)) {
      var orders = orderflow.orders();
      var placed = new ArrayList<String>();
      for (int order = 0; order < ORDERS; order++) {
        var response = orders.place("mouse", "pm_card_ok", "order-" + order);
        placed.add(Http.json(response).get("orderId").asString());
      }
      for (String id : placed) {
        assertThat(orders.awaitEnd(id).get("status").asString()).isEqualTo("COMPLETED");
        assertThat(ledger.of(id))
            .map(Ledger.Entry::kind)
            .containsExactly("CHARGE", "PROCESSING", "SHIPMENT");
      }
      assertThat(orderflow.output()).contains("--simulator.seed=1");
    }
  }
}
