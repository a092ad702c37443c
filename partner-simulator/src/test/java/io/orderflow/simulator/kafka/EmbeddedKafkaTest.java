package io.orderflow.simulator.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderflow.simulator.PartnerSimulatorApplication;
import io.orderflow.simulator.kafka.Correspondent.Letter;
import io.orderflow.simulator.settings.SimulatorCannotStart;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@Tag("thorough")
class EmbeddedKafkaTest {

  private static final String TOPIC = KafkaSettings.Topics.AGREED.requests();

  @TempDir Path folder;

  @Test
  void what_it_has_taken_is_there_after_a_restart_on_the_same_port() {
    int port;
    try (EmbeddedKafka first = EmbeddedKafka.start(folder, 0);
        Correspondent writer = new Correspondent(first.bootstrapServers())) {
      port = first.port();
      writer.send(TOPIC, "an-order", "{}");
    }
    try (EmbeddedKafka second = EmbeddedKafka.start(folder, port);
        Correspondent reader = new Correspondent(second.bootstrapServers())) {
      assertThat(second.bootstrapServers()).isEqualTo("127.0.0.1:" + port);
      assertThat(reader.read(TOPIC)).containsExactly(new Letter("an-order", "{}", Map.of()));
      assertThat(reader.read(KafkaSettings.Topics.AGREED.repliesDead())).isEmpty();
      assertThatThrownBy(() -> reader.read("orderflow.shipping.misspelt"))
          .hasMessageContaining("orderflow.shipping.misspelt");
    }
  }

  /** The simulator's own process with the broker alone in it, and no time to say good-bye. */
  @Test
  void what_it_has_taken_is_there_after_a_kill() throws IOException, InterruptedException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    Process broker = alone(port);
    try (Correspondent writer = new Correspondent("127.0.0.1:" + port)) {
      writer.send(TOPIC, "an-order", "{}");
    } finally {
      broker.destroyForcibly().waitFor();
    }
    try (EmbeddedKafka second = EmbeddedKafka.start(folder, port);
        Correspondent reader = new Correspondent(second.bootstrapServers())) {
      reader.send(TOPIC, "an-order", "[]");
      assertThat(reader.read(TOPIC).stream().map(Letter::value)).containsExactly("{}", "[]");
    }
  }

  private Process alone(int port) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            PartnerSimulatorApplication.class.getName(),
            "--simulator.kafka.broker.mode=alone",
            "--simulator.kafka.broker.port=" + port,
            "--simulator.kafka.broker.folder=" + folder)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  @Test
  void a_taken_port_is_named() throws IOException {
    try (ServerSocket somebody = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(() -> EmbeddedKafka.start(folder, somebody.getLocalPort()))
          .isInstanceOf(SimulatorCannotStart.class)
          .hasMessageContaining("Port " + somebody.getLocalPort())
          .hasMessageContaining("simulator.kafka.broker.port");
    }
  }

  @Test
  void a_second_broker_on_the_folder_is_told_to_take_another_and_ends_nothing() {
    try (EmbeddedKafka first = EmbeddedKafka.start(folder, 0);
        Correspondent writer = new Correspondent(first.bootstrapServers())) {
      assertThatThrownBy(() -> EmbeddedKafka.start(folder, 0))
          .isInstanceOf(SimulatorCannotStart.class)
          .hasMessageContaining("simulator.kafka.broker.folder");
      writer.send(TOPIC, "still-there", "{}");
      assertThat(writer.read(TOPIC)).hasSize(1);
    }
  }

  @Test
  void a_folder_that_is_a_file_is_refused_with_a_sentence() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    assertThatThrownBy(() -> EmbeddedKafka.start(file, 0))
        .isInstanceOf(SimulatorCannotStart.class)
        .hasMessageContaining("simulator.kafka.broker.folder");
  }
}
