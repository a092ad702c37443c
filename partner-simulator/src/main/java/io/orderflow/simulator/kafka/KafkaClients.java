package io.orderflow.simulator.kafka;

import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Makes connections to a broker; whoever asked for one closes it. */
public record KafkaClients(String bootstrapServers) {

  private static final int PATIENCE_MS = 10_000;
  private static final int MOST_BYTES = 4 << 20;

  /** One that nobody shares its topics with, and that says itself how far it is. */
  KafkaConsumer<byte[], byte[]> consumer(String group) {
    return new KafkaConsumer<>(
        Map.of(
            CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG,
            bootstrapServers,
            CommonClientConfigs.METRIC_REPORTER_CLASSES_CONFIG,
            "",
            CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG,
            PATIENCE_MS,
            ConsumerConfig.GROUP_ID_CONFIG,
            group,
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            false,
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            "earliest",
            ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
            false,
            ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
            200,
            ConsumerConfig.FETCH_MAX_BYTES_CONFIG,
            MOST_BYTES),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }

  KafkaProducer<byte[], byte[]> producer() {
    return new KafkaProducer<>(
        Map.of(
            CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG,
            bootstrapServers,
            CommonClientConfigs.METRIC_REPORTER_CLASSES_CONFIG,
            "",
            ProducerConfig.ACKS_CONFIG,
            "all",
            ProducerConfig.MAX_BLOCK_MS_CONFIG,
            PATIENCE_MS,
            ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
            PATIENCE_MS / 2,
            ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
            PATIENCE_MS,
            ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
            MOST_BYTES,
            ProducerConfig.BUFFER_MEMORY_CONFIG,
            2 * MOST_BYTES),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }
}
