package io.orderflow.simulator.shipping;

import io.orderflow.simulator.kafka.DeadLetterTopic;
import io.orderflow.simulator.kafka.TopicWriter;
import io.orderflow.simulator.wire.RequestRejectedException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Handles batches of requests and writes the replies in order. */
final class ShippingRequestListener {

  private static final int TIMEOUT_SECONDS = 30;

  private final ShippingRequestHandler listener;
  private final TopicWriter writer;
  private final String replies;
  private final DeadLetterTopic deadLetters;

  ShippingRequestListener(
      ShippingRequestHandler listener,
      TopicWriter writer,
      String replies,
      DeadLetterTopic deadLetters) {
    this.listener = listener;
    this.writer = writer;
    this.replies = replies;
    this.deadLetters = deadLetters;
  }

  /**
   * Returns when each is answered or dead-lettered. Replies are written in the order of the
   * requests. Their place in that order is taken before the carrier is asked, so callbacks come
   * after them.
   */
  void handle(List<ConsumerRecord<byte[], byte[]>> requests) throws InterruptedException {
    List<CompletableFuture<Void>> written = await(writer.inOrder(() -> answer(requests)));
    var _ = await(CompletableFuture.allOf(written.toArray(CompletableFuture<?>[]::new)));
  }

  private List<CompletableFuture<Void>> answer(List<ConsumerRecord<byte[], byte[]>> requests) {
    // All are submitted before the first answer is awaited, so that they share an fsync.
    List<CompletableFuture<List<byte[]>>> served = requests.stream().map(this::serve).toList();
    List<CompletableFuture<Void>> written = new ArrayList<>();
    for (int i = 0; i < served.size(); i++) {
      written.addAll(answer(requests.get(i), served.get(i)));
    }
    return written;
  }

  private CompletableFuture<List<byte[]>> serve(ConsumerRecord<byte[], byte[]> request) {
    try {
      return listener.serve(request.key(), request.value());
    } catch (RequestRejectedException unreadable) {
      return CompletableFuture.failedFuture(unreadable);
    }
  }

  private List<CompletableFuture<Void>> answer(
      ConsumerRecord<byte[], byte[]> request, CompletableFuture<List<byte[]>> served) {
    try {
      return served.orTimeout(TIMEOUT_SECONDS, TimeUnit.SECONDS).join().stream()
          .map(body -> writer.write(new ProducerRecord<>(replies, request.key(), body)))
          .toList();
    } catch (CompletionException failed) {
      if (failed.getCause() instanceof RequestRejectedException unreadable) {
        return List.of(deadLetters.put(request, unreadable.detail()));
      }
      throw failed;
    }
  }

  private static <T> T await(CompletableFuture<T> done) throws InterruptedException {
    try {
      return done.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof RuntimeException known) {
        throw known;
      }
      throw new IllegalStateException(failed.getCause());
    } catch (TimeoutException slow) {
      throw new IllegalStateException("the simulator or the broker is too busy", slow);
    }
  }
}
