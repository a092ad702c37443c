package io.orderflow.partner.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderflow.engine.FreePort;
import io.orderflow.simulator.kafka.EmbeddedKafka;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** A real broker for one test class, with its own folder and port, and a client of it. */
public final class TestBroker implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Path folder;
  private final int port;
  private final Admin admin;
  private final KafkaProducer<byte[], byte[]> producer;
  private @Nullable EmbeddedKafka running;

  private TestBroker(Path folder) {
    this.folder = folder;
    this.running = EmbeddedKafka.start(folder, FreePort.find());
    this.port = running.port();
    this.admin = Admin.create(client());
    this.producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                address(),
                ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                4 << 20,
                ProducerConfig.COMPRESSION_TYPE_CONFIG,
                "gzip"),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  public static TestBroker start() {
    try {
      return new TestBroker(Files.createTempDirectory("broker"));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  public String address() {
    return "127.0.0.1:" + port;
  }

  /** Its data stays. */
  public void stop() {
    if (running != null) {
      running.close();
      running = null;
    }
  }

  public void startAgain() {
    running = EmbeddedKafka.start(folder, port);
  }

  private Map<String, Object> client() {
    return Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, address());
  }

  // --- topics and groups

  public void create(String topic, int partitions, Map<String, String> settings) {
    await(
        admin
            .createTopics(List.of(new NewTopic(topic, partitions, (short) 1).configs(settings)))
            .all());
  }

  public void delete(String topic) {
    await(admin.deleteTopics(List.of(topic)).all());
  }

  /** The lag of the group in this topic, in records. */
  public long lag(String group, String topic) {
    var committed = await(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
    try (var consumer = consumer()) {
      return consumer.endOffsets(partitions(consumer, topic)).entrySet().stream()
          .mapToLong(
              end -> {
                var at = committed.get(end.getKey());
                return end.getValue() - (at == null ? 0 : at.offset());
              })
          .sum();
    }
  }

  /** The number of group members that have partitions. */
  public long members(String group) {
    return await(admin.describeConsumerGroups(List.of(group)).all()).values().stream()
        .flatMap(found -> found.members().stream())
        .filter(member -> !member.assignment().topicPartitions().isEmpty())
        .count();
  }

  public void deleteOffsets(String group) {
    await(admin.deleteConsumerGroups(List.of(group)).all());
  }

  // --- records

  public void write(String topic, String key, String value) {
    write(new ProducerRecord<>(topic, key.getBytes(UTF_8), value.getBytes(UTF_8)));
  }

  public void write(ProducerRecord<byte[], byte[]> record) {
    try {
      var _ = producer.send(record).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException failed) {
      throw new IllegalStateException(failed);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }

  /** All records of a topic whose key matches. */
  public List<ConsumerRecord<byte[], byte[]>> read(String topic, Predicate<String> key) {
    var found = new ArrayList<ConsumerRecord<byte[], byte[]>>();
    try (var consumer = consumer()) {
      var partitions = partitions(consumer, topic);
      var ends = consumer.endOffsets(partitions);
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      while (partitions.stream()
          .anyMatch(each -> consumer.position(each) < ends.getOrDefault(each, 0L))) {
        consumer.poll(Duration.ofMillis(100)).forEach(found::add);
      }
    }
    return found.stream()
        .filter(record -> key.test(record.key() == null ? "" : new String(record.key(), UTF_8)))
        .toList();
  }

  private static List<TopicPartition> partitions(KafkaConsumer<?, ?> consumer, String topic) {
    return consumer.partitionsFor(topic).stream()
        .map(each -> new TopicPartition(topic, each.partition()))
        .toList();
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    return new KafkaConsumer<>(client(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  private static <T> T await(KafkaFuture<T> asked) {
    try {
      return asked.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException failed) {
      throw new IllegalStateException(failed.getCause());
    } catch (TimeoutException failed) {
      throw new IllegalStateException(failed);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }

  @Override
  public void close() {
    producer.close(Duration.ZERO);
    admin.close(Duration.ZERO);
    stop();
  }
}
