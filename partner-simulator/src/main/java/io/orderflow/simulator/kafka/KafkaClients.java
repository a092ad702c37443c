package io.orderflow.simulator.kafka;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Creates clients of one broker; the caller closes them. */
public record KafkaClients(String bootstrapServers) {

  private static final int TIMEOUT_MS = 10_000;
  private static final int MAX_BYTES = 4 << 20;

  /** A consumer without partition assignment that commits only when told to. */
  KafkaConsumer<byte[], byte[]> consumer(String group) {
    Map<String, Object> settings =
        Map.of(
            "default.api.timeout.ms",
            TIMEOUT_MS,
            "group.id",
            group,
            "enable.auto.commit",
            false,
            "auto.offset.reset",
            "earliest",
            "allow.auto.create.topics",
            false,
            "max.poll.records",
            200,
            "fetch.max.bytes",
            MAX_BYTES);
    return new KafkaConsumer<>(
        with(settings), new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  KafkaProducer<byte[], byte[]> producer() {
    Map<String, Object> settings =
        Map.of(
            "acks",
            "all",
            "max.block.ms",
            TIMEOUT_MS,
            "request.timeout.ms",
            TIMEOUT_MS / 2,
            "delivery.timeout.ms",
            TIMEOUT_MS,
            "max.request.size",
            MAX_BYTES,
            "buffer.memory",
            2 * MAX_BYTES);
    return new KafkaProducer<>(
        with(settings), new ByteArraySerializer(), new ByteArraySerializer());
  }

  private Map<String, Object> with(Map<String, Object> settings) {
    Map<String, Object> all = new HashMap<>(settings);
    all.put("bootstrap.servers", bootstrapServers);
    all.put("metric.reporters", "");
    return all;
  }
}
