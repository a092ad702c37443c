package io.orderflow.simulator.kafka;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/** Writes to topics. It connects at the first write, so the broker may start later. */
public final class TopicWriter implements AutoCloseable {

  private final KafkaClients clients;
  private final ExecutorService queue =
      Executors.newSingleThreadExecutor(Thread.ofVirtual().name("simulator-replies").factory());
  private @Nullable KafkaProducer<byte[], byte[]> producer;
  private boolean closed;

  public TopicWriter(KafkaClients clients) {
    this.clients = clients;
  }

  /**
   * Runs tasks that write replies one after the other, in the order of these calls. A producer
   * keeps the order of its sends; two threads do not.
   */
  public <T> CompletableFuture<T> inOrder(Supplier<T> writing) {
    try {
      return CompletableFuture.supplyAsync(writing, queue);
    } catch (RejectedExecutionException stopping) {
      return CompletableFuture.failedFuture(stopping);
    }
  }

  /** Writes one record, in order with {@link #inOrder}. */
  public CompletableFuture<Void> writeInOrder(ProducerRecord<byte[], byte[]> written) {
    CompletableFuture<Void> taken = new CompletableFuture<>();
    try {
      queue.execute(() -> send(written, taken));
    } catch (RejectedExecutionException stopping) {
      taken.completeExceptionally(stopping);
    }
    return taken;
  }

  /**
   * Done once the broker has the record; fails if that takes longer than some seconds, for which
   * the caller may block.
   */
  public CompletableFuture<Void> write(ProducerRecord<byte[], byte[]> written) {
    CompletableFuture<Void> taken = new CompletableFuture<>();
    send(written, taken);
    return taken;
  }

  private void send(ProducerRecord<byte[], byte[]> written, CompletableFuture<Void> taken) {
    try {
      var _ =
          producer()
              .send(
                  written,
                  (position, failure) -> {
                    if (failure == null) {
                      taken.complete(null);
                    } else {
                      taken.completeExceptionally(failure);
                    }
                  });
    } catch (KafkaException | IllegalStateException refused) {
      taken.completeExceptionally(refused);
    }
  }

  private synchronized KafkaProducer<byte[], byte[]> producer() {
    if (closed) {
      throw new IllegalStateException("the simulator is stopping");
    }
    KafkaProducer<byte[], byte[]> connected = producer;
    if (connected == null) {
      connected = clients.producer();
      producer = connected;
    }
    return connected;
  }

  /** Records that are not written yet are written after the next start. */
  @Override
  public synchronized void close() {
    closed = true;
    queue.shutdownNow();
    if (producer != null) {
      producer.close(Duration.ofSeconds(1));
    }
  }
}
