package io.orderflow.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.engine.FreePort;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@Tag("thorough")
class RestartIT {

  @Test
  void a_stop_leaves_no_process_and_the_next_start_has_the_orders(@TempDir Path folder)
      throws IOException {
    var place = TestFolder.in(folder);
    int simulatorPort = FreePort.find();
    var first =
        RunningOrderflow.startWithItsOwnPartners(place, simulatorPort, RunningServices.PATIENT);
    try {
      var before = first.orders().awaitEnd(first.orders().placed("mouse", "pm_card_ok"));
      var postgres = first.postgres();

      first.stop();

      assertThat(postgres.isAlive()).as("PostgreSQL is still there").isFalse();
      assertThat(first.output()).doesNotContain("WARN", "ERROR", "Exception");
      try (var second =
          RunningOrderflow.startWithItsOwnPartners(place, simulatorPort, RunningServices.PATIENT)) {
        assertThat(second.orders().get(before.get("orderId").asString())).isEqualTo(before);
      }
    } finally {
      first.close();
    }
  }
}
