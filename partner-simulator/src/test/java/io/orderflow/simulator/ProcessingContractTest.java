package io.orderflow.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.simulator.Simulation.Answer;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProcessingContractTest {

  private Simulation simulation;

  @BeforeAll
  void start(@TempDir Path folder) {
    simulation = Simulation.start(folder, "http://127.0.0.1:9/unused");
  }

  @AfterAll
  void stop() {
    simulation.close();
  }

  @Test
  void repeated_requests_complete_one_job() {
    Answer first = simulation.process("job", "laptop");
    assertThat(first.text("status")).isEqualTo("COMPLETED");
    assertThat(simulation.process("job", "laptop")).isEqualTo(first);
    assertThat(simulation.find("/processing/jobs", Simulation.jobKey("job"))).isEqualTo(first);
    assertThat(simulation.process("job", "mouse").text("code")).isEqualTo("KEY_REUSED");
    assertThat(simulation.ledger("job")).containsExactly("PROCESSING");
  }

  @Test
  void an_unprocessable_order_is_refused_for_good() {
    Answer no = simulation.process("no", "unprocessable");
    assertThat(no.status()).isEqualTo(422);
    assertThat(no.text("code")).isEqualTo("UNPROCESSABLE");
    assertThat(simulation.process("no", "unprocessable")).isEqualTo(no);
    assertThat(simulation.find("/processing/jobs", Simulation.jobKey("no")).text("status"))
        .isEqualTo("REFUSED");
    assertThat(simulation.cancelJob("no").text("status")).isEqualTo("CANCELLED");
    assertThat(simulation.ledger("no")).isEmpty();
  }

  @Test
  void a_flaky_worker_fails_twice_and_then_works() {
    assertThat(simulation.process("flaky", "processing-flaky").status()).isEqualTo(503);
    assertThat(simulation.process("flaky", "processing-flaky").status()).isEqualTo(503);
    assertThat(simulation.process("flaky", "processing-flaky").status()).isEqualTo(200);
    assertThat(simulation.ledger("flaky")).containsExactly("PROCESSING");
  }

  @Test
  void an_accepted_job_is_completed_later() {
    assertThat(simulation.process("later", "processing-async").status()).isEqualTo(202);
    await()
        .untilAsserted(
            () ->
                assertThat(simulation.process("later", "processing-async").text("status"))
                    .isEqualTo("COMPLETED"));
    assertThat(simulation.ledger("later")).containsExactly("PROCESSING");
  }

  @Test
  void a_cancellation_wins_over_a_job_that_comes_later() {
    assertThat(simulation.find("/processing/jobs", Simulation.jobKey("fenced")).status())
        .isEqualTo(404);
    assertThat(simulation.cancelJob("fenced").text("status")).isEqualTo("CANCELLED");
    assertThat(simulation.process("fenced", "laptop").text("code")).isEqualTo("CANCELLED");
    assertThat(simulation.ledger("fenced")).isEmpty();
  }

  @Test
  void a_completed_job_can_be_cancelled() {
    simulation.process("back", "laptop");
    assertThat(simulation.cancelJob("back").text("status")).isEqualTo("CANCELLED");
    assertThat(simulation.process("back", "laptop").status()).isEqualTo(422);
  }
}
