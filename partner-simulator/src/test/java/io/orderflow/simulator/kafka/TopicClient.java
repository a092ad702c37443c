package io.orderflow.simulator.kafka;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** A Kafka client of the tests: writes records, and reads whole topics. */
public final class TopicClient implements AutoCloseable {

  private final String bootstrapServers;
  private final Map<String, Reading> readings = new HashMap<>();
  private final KafkaProducer<@Nullable String, byte @Nullable []> producer;

  public TopicClient(String bootstrapServers) {
    this.bootstrapServers = bootstrapServers;
    this.producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                ProducerConfig.MAX_BLOCK_MS_CONFIG, 60_000,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 60_000,
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000),
            new StringSerializer(),
            new ByteArraySerializer());
  }

  /** A record as it stands in a topic. */
  public record Letter(@Nullable String key, @Nullable String value, Map<String, String> headers) {}

  public void send(String topic, @Nullable String key, @Nullable String value) {
    byte[] bytes = value == null ? null : value.getBytes(StandardCharsets.UTF_8);
    try {
      producer.send(new ProducerRecord<>(topic, key, bytes)).get();
    } catch (InterruptedException | ExecutionException lost) {
      throw new IllegalStateException(lost);
    }
  }

  public void makeTopic(String name) {
    try (Admin admin =
        Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
      admin.createTopics(List.of(new NewTopic(name, 4, (short) 1))).all().get();
    } catch (InterruptedException | ExecutionException lost) {
      throw new IllegalStateException(lost);
    }
  }

  /** All records of a topic, in order per partition. */
  public List<Letter> read(String topic) {
    return readings.computeIfAbsent(topic, this::begin).all();
  }

  private Reading begin(String topic) {
    KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(
            Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                false),
            new StringDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream()
            .map(known -> new TopicPartition(topic, known.partition()))
            .toList();
    if (partitions.isEmpty()) {
      consumer.close();
      throw new IllegalArgumentException("there is no topic " + topic);
    }
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    return new Reading(consumer, partitions, new ArrayList<>());
  }

  /** The committed offsets of a group. */
  private record Reading(
      KafkaConsumer<String, byte[]> consumer, List<TopicPartition> partitions, List<Letter> found) {

    List<Letter> all() {
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (partitions.stream()
          .anyMatch(one -> consumer.position(one) < ends.getOrDefault(one, 0L))) {
        consumer.poll(Duration.ofMillis(200)).forEach(one -> found.add(letter(one)));
      }
      return List.copyOf(found);
    }
  }

  private static Letter letter(ConsumerRecord<String, byte[]> found) {
    Map<String, String> headers = new HashMap<>();
    found
        .headers()
        .forEach(one -> headers.put(one.key(), new String(one.value(), StandardCharsets.UTF_8)));
    byte[] value = found.value();
    return new Letter(
        found.key(), value == null ? null : new String(value, StandardCharsets.UTF_8), headers);
  }

  @Override
  public void close() {
    readings.values().forEach(reading -> reading.consumer().close());
    producer.close(Duration.ofSeconds(2));
  }
}
