package io.orderflow.simulator.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Copies unreadable records to a topic, unchanged and with the reason in their headers. */
public final class DeadLetterTopic {

  private static final Logger log = LoggerFactory.getLogger(DeadLetterTopic.class);

  private final TopicWriter writer;
  private final String topic;

  public DeadLetterTopic(TopicWriter writer, String topic) {
    this.writer = writer;
    this.topic = topic;
  }

  /** Done once the broker has it. The log quotes nothing: a record may hold an address. */
  public CompletableFuture<Void> put(ConsumerRecord<byte[], byte[]> read, String reason) {
    log.warn(
        "{}-{}@{} is unreadable and dead-lettered to {}, with the reason",
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

  /**
   * Too long for the topic: only its position. The record itself stays in the topic of requests.
   */
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
