package io.orderflow.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.engine.FreePort;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

@ParameterizedClass
@MethodSource("io.orderflow.blackbox.SetUp#available")
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@Tag("thorough")
class UnexpectedChargeIT {

  private final SetUp setUp;

  private static final Duration LIMIT = Duration.ofMinutes(3);

  UnexpectedChargeIT(SetUp setUp) {
    this.setUp = setUp;
  }

  @Test
  void a_charge_that_was_kept_silent_until_the_order_was_given_up_goes_back(@TempDir Path folder)
      throws IOException {
    int simulatorPort = FreePort.find();
    var ledger = new Ledger("http://127.0.0.1:" + simulatorPort);
    try (var orderflow =
        setUp.startWithItsOwnPartners(
            TestFolder.in(folder), simulatorPort, RunningServices.patientBut("PAYMENT"))) {
      var orders = orderflow.orders();
      String id = orders.placed("mouse", "pm_card_silent_charged");

      var order = orders.awaitEnd(id);
      assertThat(order.get("status").asString()).isEqualTo("CANCELLED");
      assertThat(order.get("cancellation").get("reason").asString()).isEqualTo("PAYMENT_TIMED_OUT");

      await("the refund")
          .atMost(LIMIT)
          .until(() -> orders.get(id).path("paymentStatus").asString("").equals("REFUNDED"));
      assertThat(ledger.of(id))
          .map(Ledger.Entry::kind)
          .filteredOn(kind -> kind.equals("CHARGE") || kind.equals("REFUND"))
          .containsExactly("CHARGE", "REFUND");
      assertThat(Ledger.balance(ledger.of(id))).isZero();
    }
  }
}
