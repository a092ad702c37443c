package io.orderflow.blackbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** A topic of a broker that is a process of its own. */
final class KafkaReceiver implements EventReceiver {

  private static final String TOPIC = "orderflow.orders";
  private static final int PARTITIONS = 3;
  private static final Duration WAIT = Duration.ofSeconds(1);

  private final RunningBroker broker;
  private final List<PublishedEvent> received = new ArrayList<>();
  private final Map<TopicPartition, Long> next = new HashMap<>();

  KafkaReceiver(Path folder) throws Exception {
    broker = RunningBroker.start(folder);
    try (var admin = Admin.create(client())) {
      admin.createTopics(List.of(new NewTopic(TOPIC, PARTITIONS, (short) 1))).all().get();
    }
  }

  private Map<String, Object> client() {
    return Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, broker.address());
  }

  @Override
  public Map<String, String> settings() {
    return Map.of(
        "ORDERFLOW_INTEGRATION_KAFKA_ENABLED", "true",
        "ORDERFLOW_INTEGRATION_KAFKA_START", "first-event",
        "ORDERFLOW_INTEGRATION_KAFKA_BOOTSTRAPSERVERS", broker.address());
  }

  @Override
  public void killAndStartAgain() {
    broker.killAndStartAgain();
  }

  @Override
  public int kills() {
    return broker.restarts();
  }

  @Override
  public List<PublishedEvent> received() {
    try (var consumer =
        new KafkaConsumer<>(client(), new StringDeserializer(), new StringDeserializer())) {
      var partitions =
          IntStream.range(0, PARTITIONS).mapToObj(n -> new TopicPartition(TOPIC, n)).toList();
      consumer.assign(partitions);
      partitions.forEach(each -> consumer.seek(each, next.getOrDefault(each, 0L)));
      for (var records = consumer.poll(WAIT); !records.isEmpty(); records = consumer.poll(WAIT)) {
        for (var each : records) {
          next.put(new TopicPartition(each.topic(), each.partition()), each.offset() + 1);
          received.add(ReceivedJson.event(each.value().getBytes(UTF_8)));
        }
      }
      return received;
    }
  }

  @Override
  public void close() {
    broker.close();
  }
}
