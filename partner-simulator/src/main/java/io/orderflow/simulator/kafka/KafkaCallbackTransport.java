package io.orderflow.simulator.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderflow.simulator.callback.CallbackMessage;
import io.orderflow.simulator.callback.CallbackTransport;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Tells whoever asked over Kafka: an address is {@code kafka:} and the topic's name. */
public final class KafkaCallbackTransport implements CallbackTransport {

  private static final String SCHEME = "kafka";

  private final TopicWriter writer;

  public KafkaCallbackTransport(TopicWriter writer) {
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
  public CompletableFuture<Boolean> carry(CallbackMessage callbackMessage) {
    return writer.writeInTurn(inTopic(callbackMessage)).handle((_, failure) -> failure == null);
  }

  private static ProducerRecord<byte[], byte[]> inTopic(CallbackMessage callbackMessage) {
    return new ProducerRecord<>(
        callbackMessage.address().getSchemeSpecificPart(),
        callbackMessage.orderId().getBytes(UTF_8),
        callbackMessage.body().getBytes(UTF_8));
  }
}
