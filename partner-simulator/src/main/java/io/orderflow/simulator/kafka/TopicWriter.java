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

/** Writes to topics. It connects when there is something to write, however late the broker is. */
public final class TopicWriter implements AutoCloseable {

  private final KafkaClients clients;
  private final ExecutorService turns =
      Executors.newSingleThreadExecutor(Thread.ofVirtual().name("simulator-replies").factory());
  private @Nullable KafkaProducer<byte[], byte[]> producer;
  private boolean closed;

  public TopicWriter(KafkaClients clients) {
    this.clients = clients;
  }

  /**
   * Runs what writes replies after all that was handed over before, and before all that is handed
   * over later. A producer keeps the order of its sends, but two threads do not keep theirs.
   */
  public <T> CompletableFuture<T> inTurn(Supplier<T> writing) {
    try {
      return CompletableFuture.supplyAsync(writing, turns);
    } catch (RejectedExecutionException stopping) {
      return CompletableFuture.failedFuture(stopping);
    }
  }

  /** Writes one record in its turn. */
  public CompletableFuture<Void> writeInTurn(ProducerRecord<byte[], byte[]> written) {
    CompletableFuture<Void> taken = new CompletableFuture<>();
    try {
      turns.execute(() -> send(written, taken));
    } catch (RejectedExecutionException stopping) {
      taken.completeExceptionally(stopping);
    }
    return taken;
  }

  /**
   * Done once the broker has the record, and failed where it does not take it within seconds; the
   * caller may have to wait as long.
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

  /** What is not written by now is written again after the next start. */
  @Override
  public synchronized void close() {
    closed = true;
    turns.shutdownNow();
    if (producer != null) {
      producer.close(Duration.ofSeconds(1));
    }
  }
}
