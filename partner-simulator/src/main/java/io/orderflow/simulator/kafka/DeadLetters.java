package io.orderflow.simulator.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts records away that cannot be read: as they came, and with the reason. */
public final class DeadLetters {

  private static final Logger log = LoggerFactory.getLogger(DeadLetters.class);
  private static final int CUT = 64 * 1024;

  private final TopicWriter writer;
  private final String topic;

  public DeadLetters(TopicWriter writer, String topic) {
    this.writer = writer;
    this.topic = topic;
  }

  /** Done once it is there. What it says is in its headers only: it may hold an address. */
  public CompletableFuture<Void> put(ConsumerRecord<byte[], byte[]> read, String why) {
    log.warn(
        "{}-{}@{} cannot be read and is now in {}, with the reason",
        read.topic(),
        read.partition(),
        read.offset(),
        topic);
    return writer
        .write(letter(read, read.value(), why))
        .exceptionallyComposeAsync(
            failure -> {
              if (failure instanceof RecordTooLargeException) {
                String shortened = why + " It is too long for this topic and was cut.";
                return writer.write(letter(read, Arrays.copyOf(read.value(), CUT), shortened));
              }
              return CompletableFuture.failedFuture(failure);
            });
  }

  private ProducerRecord<byte[], byte[]> letter(
      ConsumerRecord<byte[], byte[]> read, byte[] value, String why) {
    RecordHeaders headers = new RecordHeaders(read.headers());
    headers.add("why", why.getBytes(UTF_8));
    String from = read.topic() + "-" + read.partition() + "@" + read.offset();
    headers.add("from", from.getBytes(UTF_8));
    return new ProducerRecord<>(topic, null, read.key(), value, headers);
  }
}
