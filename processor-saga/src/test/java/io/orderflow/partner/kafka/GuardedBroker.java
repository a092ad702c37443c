package io.orderflow.partner.kafka;

import io.orderflow.engine.FreePort;
import io.orderflow.simulator.kafka.EmbeddedKafka;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.utils.Time;

/** A real broker that requires a password, and has no users at first. */
public final class GuardedBroker implements AutoCloseable {

  private final KafkaRaftServer server;
  private final int open = FreePort.find();
  private final int guarded = FreePort.find();

  public GuardedBroker() throws IOException {
    var folder = Files.createTempDirectory("guarded-broker");
    EmbeddedKafka.start(folder, 0).close(); // makes the folder a broker's, and the topics
    server = new KafkaRaftServer(new KafkaConfig(settings(folder), false), Time.SYSTEM);
    server.startup();
  }

  private Properties settings(Path folder) {
    var text =
        """
        process.roles = broker,controller
        node.id = 1
        controller.listener.names = CONTROLLER
        controller.quorum.voters = 1@127.0.0.1:%1$d
        listeners = CONTROLLER://127.0.0.1:%1$d,PLAINTEXT://127.0.0.1:%2$d,SASL_PLAINTEXT://127.0.0.1:%3$d
        advertised.listeners = PLAINTEXT://127.0.0.1:%2$d,SASL_PLAINTEXT://127.0.0.1:%3$d
        listener.security.protocol.map = \\
          CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT,SASL_PLAINTEXT:SASL_PLAINTEXT
        inter.broker.listener.name = PLAINTEXT
        sasl.enabled.mechanisms = SCRAM-SHA-256
        listener.name.sasl_plaintext.scram-sha-256.sasl.jaas.config = \\
          org.apache.kafka.common.security.scram.ScramLoginModule required;
        offsets.topic.replication.factor = 1
        offsets.topic.num.partitions = 1
        num.network.threads = 1
        num.io.threads = 2
        log.cleaner.dedupe.buffer.size = 2097152
        metric.reporters =
        """
            .formatted(FreePort.find(), open, guarded);
    var settings = new Properties();
    try {
      settings.load(new StringReader(text));
    } catch (IOException neverInMemory) {
      throw new UncheckedIOException(neverInMemory);
    }
    settings.setProperty("log.dirs", folder.toString());
    return settings;
  }

  public String address() {
    return "127.0.0.1:" + guarded;
  }

  public void admit(String name, String password) throws Exception {
    var client =
        Map.<String, Object>of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, "127.0.0.1:" + open);
    try (var admin = Admin.create(client)) {
      var credentials = new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_256, 4096);
      admin
          .alterUserScramCredentials(
              List.of(new UserScramCredentialUpsertion(name, credentials, password)))
          .all()
          .get(2, TimeUnit.MINUTES);
    }
  }

  @Override
  public void close() {
    server.shutdown();
    server.awaitShutdown();
  }
}
