package io.orderflow.simulator.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderflow.simulator.callback.Courier;
import io.orderflow.simulator.callback.Letter;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Tells whoever asked over Kafka: an address is {@code kafka:} and the topic's name. */
public final class KafkaCourier implements Courier, AutoCloseable {

  private static final String SCHEME = "kafka";

  private final TopicWriter writer;

  // A broker that is away keeps each of them waiting, but nobody else.
  private final ExecutorService errands = Executors.newVirtualThreadPerTaskExecutor();

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
    CompletableFuture<Boolean> carried = new CompletableFuture<>();
    try {
      errands.execute(() -> write(letter, carried));
    } catch (RejectedExecutionException stopping) {
      carried.complete(false);
    }
    return carried;
  }

  private void write(Letter letter, CompletableFuture<Boolean> carried) {
    var _ =
        writer
            .write(inTopic(letter))
            .whenComplete((_, failure) -> carried.complete(failure == null));
  }

  private static ProducerRecord<byte[], byte[]> inTopic(Letter letter) {
    return new ProducerRecord<>(
        letter.address().getSchemeSpecificPart(),
        letter.orderId().getBytes(UTF_8),
        letter.body().getBytes(UTF_8));
  }

  @Override
  public void close() {
    errands.shutdownNow();
  }
}
