package io.orderflow.views.replay;

import io.orderflow.engine.processors.EventProcessor;
import io.orderflow.engine.processors.StoredToken;
import io.orderflow.engine.processors.StoredTokens;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.axonframework.config.Configuration;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventhandling.WrappedToken;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.SimpleSerializedObject;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Sends the segments of a processor back, also those that other nodes have. */
@Component
class TokenReset {

  private static final Duration STOP = Duration.ofSeconds(20);

  private static final Logger log = LoggerFactory.getLogger(TokenReset.class);

  private final AtomicReference<@Nullable StreamingEventProcessor> standing =
      new AtomicReference<>();

  private final Configuration axon;
  private final StoredTokens tokens;
  private final Serializer serializer;
  private final JdbcTemplate jdbc;

  TokenReset(Configuration axon, StoredTokens tokens, Serializer serializer, JdbcTemplate jdbc) {
    this.axon = axon;
    this.tokens = tokens;
    this.serializer = serializer;
    this.jdbc = jdbc;
  }

  /** Runs the work while this node's processor is stopped. */
  <T> T stopped(EventProcessor processor, Supplier<T> work) {
    var running = running(processor);
    var stopped = running.shutdownAsync();
    try {
      await(stopped);
      return work.get();
    } finally {
      var _ = stopped.thenRun(() -> start(running));
    }
  }

  /** Restarts a processor that could not be restarted during an outage. */
  void startWhatIsLeftStanding() {
    var left = standing.getAndSet(null);
    if (left != null) {
      start(left);
    }
  }

  private void start(StreamingEventProcessor processor) {
    try {
      processor.start();
    } catch (RuntimeException failed) {
      log.warn("{} cannot be started again yet", processor.getName(), failed);
      standing.set(processor);
    }
  }

  /** Of the segment that is furthest behind, on whichever node. */
  long position(EventProcessor processor) {
    return tokens.of(processor).stream()
        .mapToLong(StoredToken::position)
        .min()
        .orElse(StoredToken.BEFORE_THE_FIRST);
  }

  /** Of the segment that is furthest ahead. */
  long newest(EventProcessor processor) {
    return tokens.of(processor).stream()
        .mapToLong(StoredToken::position)
        .max()
        .orElse(StoredToken.BEFORE_THE_FIRST);
  }

  /** From where on every event that any segment lacks is read. */
  ReplayStore.Resume resume(EventProcessor processor) {
    TrackingToken lowest = null;
    for (var stored : tokens.of(processor)) {
      var token = WrappedToken.unwrapLowerBound(stored.token());
      if (token == null) {
        return new ReplayStore.Resume(null, null);
      }
      lowest = lowest == null ? token : lowest.lowerBound(token);
    }
    if (lowest == null) {
      return new ReplayStore.Resume(null, null);
    }
    var serialized = serializer.serialize(lowest, String.class);
    return new ReplayStore.Resume(serialized.getData(), serialized.getType().getName());
  }

  /**
   * To the first event; part of the caller's transaction, while the processor stands still here.
   */
  void toTheBeginning(EventProcessor processor) {
    take(processor);
    running(processor).resetTokens();
    take(processor);
  }

  /** Back to where they were; part of the caller's transaction, as before. */
  void to(ReplayStore.Resume resume, EventProcessor processor) {
    take(processor);
    var store = axon.eventProcessingConfiguration().tokenStore(processor.name());
    for (var stored : tokens.of(processor)) {
      store.fetchToken(processor.name(), stored.segment());
      store.storeToken(token(resume), processor.name(), stored.segment());
    }
    take(processor);
  }

  /**
   * Releases all claims: this node can claim every segment, and each node its share afterwards. A
   * node that had one cannot commit anything more, because it can no longer move the token.
   */
  private void take(EventProcessor processor) {
    jdbc.update(
        "update %s.token_entry set owner = null where processor_name = ?"
            .formatted(processor.schema()),
        processor.name());
  }

  private @Nullable TrackingToken token(ReplayStore.Resume resume) {
    return resume.token() == null
        ? null
        : serializer.deserialize(
            new SimpleSerializedObject<>(resume.token(), String.class, resume.type(), null));
  }

  private StreamingEventProcessor running(EventProcessor processor) {
    return axon.eventProcessingConfiguration()
        .eventProcessor(processor.name(), StreamingEventProcessor.class)
        .orElseThrow();
  }

  private static void await(CompletableFuture<Void> stopped) {
    try {
      stopped.get(STOP.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException failed) {
      log.warn("A processor does not stop", failed);
      throw ReplayService.unavailable();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw ReplayService.unavailable();
    }
  }
}
