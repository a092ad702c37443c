package io.orderflow.simulator.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderflow.simulator.PartnerSimulatorApplication;
import io.orderflow.simulator.kafka.TopicClient.Letter;
import io.orderflow.simulator.settings.SimulatorStartException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@Tag("thorough")
class EmbeddedKafkaTest {

  private static final String TOPIC = SimulatorKafkaProperties.Topics.AGREED.requests();

  @TempDir Path folder;

  @Test
  void records_survive_a_restart_on_the_same_port() {
    int port = EmbeddedKafka.freePort();
    try (EmbeddedKafka first = EmbeddedKafka.start(folder, port);
        TopicClient writer = new TopicClient(first.bootstrapServers())) {
      writer.send(TOPIC, "an-order", "{}");
    }
    try (EmbeddedKafka second = EmbeddedKafka.start(folder, port);
        TopicClient reader = new TopicClient(second.bootstrapServers())) {
      assertThat(second.bootstrapServers()).isEqualTo("127.0.0.1:" + port);
      assertThat(reader.read(TOPIC)).containsExactly(new Letter("an-order", "{}", Map.of()));
      assertThat(reader.read(SimulatorKafkaProperties.Topics.AGREED.repliesDead())).isEmpty();
      assertThatThrownBy(() -> reader.read("orderflow.shipping.misspelt"))
          .hasMessageContaining("orderflow.shipping.misspelt");
    }
  }

  /** The broker in a process of its own that is killed. */
  @Test
  void records_survive_a_kill() throws IOException, InterruptedException {
    int port = EmbeddedKafka.freePort();
    Process broker = alone(port);
    try (TopicClient writer = new TopicClient("127.0.0.1:" + port)) {
      writer.send(TOPIC, "an-order", "{}");
    } finally {
      broker.destroyForcibly().waitFor();
    }
    try (EmbeddedKafka second = EmbeddedKafka.start(folder, port);
        TopicClient reader = new TopicClient(second.bootstrapServers())) {
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
  void the_ports_that_it_chooses_are_given_to_no_connection() {
    assertThat(Stream.generate(EmbeddedKafka::freePort).limit(100)).allMatch(port -> port < 32_768);
    try (EmbeddedKafka kafka = EmbeddedKafka.start(folder, 0)) {
      assertThat(kafka.port()).isLessThan(32_768);
    }
  }

  @Test
  void a_taken_port_is_named() throws IOException {
    try (ServerSocket another = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(() -> EmbeddedKafka.start(folder, another.getLocalPort()))
          .isInstanceOf(SimulatorStartException.class)
          .hasMessageContaining("Port " + another.getLocalPort())
          .hasMessageContaining("simulator.kafka.broker.port");
    }
  }

  @Test
  void a_second_broker_on_the_folder_does_not_start_and_stops_nothing() {
    try (EmbeddedKafka first = EmbeddedKafka.start(folder, 0);
        TopicClient writer = new TopicClient(first.bootstrapServers())) {
      assertThatThrownBy(() -> EmbeddedKafka.start(folder, 0))
          .isInstanceOf(SimulatorStartException.class)
          .hasMessageContaining("simulator.kafka.broker.folder");
      writer.send(TOPIC, "still-there", "{}");
      assertThat(writer.read(TOPIC)).hasSize(1);
    }
  }

  @Test
  void a_folder_that_is_a_file_is_refused_with_a_sentence() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    assertThatThrownBy(() -> EmbeddedKafka.start(file, 0))
        .isInstanceOf(SimulatorStartException.class)
        .hasMessageContaining("simulator.kafka.broker.folder");
  }
}
