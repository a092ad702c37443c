package io.orderflow.simulator.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderflow.simulator.callback.CallbackMessage;
import io.orderflow.simulator.callback.CallbackTransport;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Sends callbacks of requests that came over Kafka. An address is {@code kafka:} and a topic. */
public final class KafkaCallbackTransport implements CallbackTransport {

  private static final String SCHEME = "kafka";

  private final TopicWriter writer;

  public KafkaCallbackTransport(TopicWriter writer) {
    this.writer = writer;
  }

  /** The callback address of a topic. */
  public static String addressOf(String topic) {
    return SCHEME + ":" + topic;
  }

  @Override
  public boolean supports(URI address) {
    return SCHEME.equals(address.getScheme());
  }

  @Override
  public CompletableFuture<Boolean> send(CallbackMessage message) {
    return writer.writeInOrder(inTopic(message)).handle((_, failure) -> failure == null);
  }

  private static ProducerRecord<byte[], byte[]> inTopic(CallbackMessage message) {
    return new ProducerRecord<>(
        message.address().getSchemeSpecificPart(),
        message.orderId().getBytes(UTF_8),
        message.body().getBytes(UTF_8));
  }
}
