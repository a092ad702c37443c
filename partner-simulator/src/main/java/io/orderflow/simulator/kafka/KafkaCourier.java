package io.orderflow.simulator.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderflow.simulator.callback.Courier;
import io.orderflow.simulator.callback.Letter;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Tells whoever asked over Kafka: an address is {@code kafka:} and the topic's name. */
public final class KafkaCourier implements Courier {

  private static final String SCHEME = "kafka";

  private final TopicWriter writer;

  public KafkaCourier(TopicWriter writer) {
    this.writer = writer;
  }

  /** Where replies go that belong into a topic. */
  public static String addressOf(String topic) {
    return SCHEME + ":" + topic;
  }

  @Override
  public boolean knows(URI address) {
    return SCHEME.equals(address.getScheme());
  }

  @Override
  public CompletableFuture<Boolean> carry(Letter letter) {
    return writer.writeInTurn(inTopic(letter)).handle((_, failure) -> failure == null);
  }

  private static ProducerRecord<byte[], byte[]> inTopic(Letter letter) {
    return new ProducerRecord<>(
        letter.address().getSchemeSpecificPart(),
        letter.orderId().getBytes(UTF_8),
        letter.body().getBytes(UTF_8));
  }
}
