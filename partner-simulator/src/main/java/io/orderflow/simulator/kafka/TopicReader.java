package io.orderflow.simulator.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads all partitions of a topic and commits offsets only after the handler has returned. After
 * any failure it resumes at the committed offset: at least once, in order per partition.
 */
public final class TopicReader implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(TopicReader.class);
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final long NEW_PARTITIONS_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final KafkaClients clients;
  private final String group;
  private final String topic;
  private final RecordHandler handler;
  private final Thread thread;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private volatile @Nullable KafkaConsumer<byte[], byte[]> reading;
  private boolean failing;

  @FunctionalInterface
  public interface RecordHandler {

    /** After an exception the same records are delivered again. */
    void handle(List<ConsumerRecord<byte[], byte[]>> records) throws InterruptedException;
  }

  public TopicReader(KafkaClients clients, String group, String topic, RecordHandler handler) {
    this.clients = clients;
    this.group = group;
    this.topic = topic;
    this.handler = handler;
    this.thread = Thread.ofPlatform().name("simulator-kafka").unstarted(this::work);
  }

  public void start() {
    thread.start();
  }

  private void work() {
    while (stopped.getCount() > 0) {
      KafkaConsumer<byte[], byte[]> consumer = null;
      try {
        consumer = clients.consumer(group);
        reading = consumer;
        read(consumer);
      } catch (WakeupException | InterruptedException stopping) {
        return;
      } catch (RuntimeException failed) {
        logFailure(failed);
        pause();
      } finally {
        reading = null;
        close(consumer);
      }
    }
  }

  private void read(KafkaConsumer<byte[], byte[]> consumer) throws InterruptedException {
    long since = System.nanoTime();
    consumer.assign(partitions(consumer));
    while (stopped.getCount() > 0) {
      List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
      consumer.poll(POLL).forEach(found::add);
      if (!found.isEmpty()) {
        handler.handle(found);
        consumer.commitSync();
      }
      recovered();
      if (System.nanoTime() - since > NEW_PARTITIONS_NANOS) {
        since = System.nanoTime();
        consumer.assign(partitions(consumer));
      }
    }
  }

  private List<TopicPartition> partitions(KafkaConsumer<byte[], byte[]> consumer) {
    List<PartitionInfo> known = consumer.partitionsFor(topic);
    if (known == null || known.isEmpty()) {
      throw new KafkaException("there is no topic " + topic);
    }
    return known.stream().map(one -> new TopicPartition(topic, one.partition())).toList();
  }

  /** Logged once per outage. */
  private void logFailure(RuntimeException failed) {
    if (!failing) {
      failing = true;
      log.warn(
          "Reading {} at {} failed and is retried: {}",
          topic,
          clients.bootstrapServers(),
          failed.toString());
    }
  }

  private void recovered() {
    if (failing) {
      failing = false;
      log.info("Reading {} at {} works again", topic, clients.bootstrapServers());
    }
  }

  private void pause() {
    try {
      var _ = stopped.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }

  private static void close(@Nullable KafkaConsumer<byte[], byte[]> consumer) {
    if (consumer != null) {
      consumer.close(CloseOptions.timeout(Duration.ZERO));
    }
  }

  @Override
  public void close() {
    stopped.countDown();
    KafkaConsumer<byte[], byte[]> consumer = reading;
    if (consumer != null) {
      consumer.wakeup();
    }
    try {
      thread.join(Duration.ofSeconds(20));
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }
}
