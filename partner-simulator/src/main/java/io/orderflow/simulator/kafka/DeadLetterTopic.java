package io.orderflow.simulator.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts records away that cannot be read: as they came, and with the reason. */
public final class DeadLetterTopic {

  private static final Logger log = LoggerFactory.getLogger(DeadLetterTopic.class);

  private final TopicWriter writer;
  private final String topic;

  public DeadLetterTopic(TopicWriter writer, String topic) {
    this.writer = writer;
    this.topic = topic;
  }

  /** Done once it is there. What it says is in its headers only: it may hold an address. */
  public CompletableFuture<Void> put(ConsumerRecord<byte[], byte[]> read, String reason) {
    log.warn(
        "{}-{}@{} cannot be read and is now in {}, with the reason",
        read.topic(),
        read.partition(),
        read.offset(),
        topic);
    return writer
        .write(
            why(
                new ProducerRecord<>(topic, null, read.key(), read.value(), read.headers()),
                read,
                reason))
        .exceptionallyComposeAsync(
            failure ->
                failure instanceof RecordTooLargeException
                    ? writer.write(whereItIs(read, reason))
                    : CompletableFuture.failedFuture(failure));
  }

  /** Longer than the topic takes: it stays where it is for as long as requests are kept there. */
  private ProducerRecord<byte[], byte[]> whereItIs(
      ConsumerRecord<byte[], byte[]> read, String reason) {
    ProducerRecord<byte[], byte[]> letter = new ProducerRecord<>(topic, null, null, null);
    letter.headers().add("orderflow-left-out", "key, value and headers, too long".getBytes(UTF_8));
    return why(letter, read, reason);
  }

  private static ProducerRecord<byte[], byte[]> why(
      ProducerRecord<byte[], byte[]> letter, ConsumerRecord<byte[], byte[]> read, String reason) {
    letter
        .headers()
        .add("orderflow-reason", reason.getBytes(UTF_8))
        .add("orderflow-topic", read.topic().getBytes(UTF_8))
        .add("orderflow-partition", Integer.toString(read.partition()).getBytes(UTF_8))
        .add("orderflow-offset", Long.toString(read.offset()).getBytes(UTF_8));
    return letter;
  }
}
