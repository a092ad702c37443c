package io.orderflow.partner.shipping.kafka;

import io.orderflow.partner.SingleLineText;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.listener.CommonErrorHandler;
import org.springframework.kafka.listener.ListenerUtils;
import org.springframework.kafka.listener.MessageListenerContainer;

/**
 * Reads the same records again after every failure, with a pause. It never skips a record: unusable
 * records are dead-lettered and are no failure.
 *
 * <p>Spring's own handlers retry records from memory while they poll, and skip them if that fails.
 */
class RetryForeverErrorHandler implements CommonErrorHandler {

  private static final Logger log = LoggerFactory.getLogger(RetryForeverErrorHandler.class);
  private static final Duration LONGEST = Duration.ofSeconds(5);
  private static final int DOUBLINGS = 6;
  private static final int MAX_REASON = 300;
  private static final Duration LONGEST_SILENCE = Duration.ofMinutes(10);

  private final Duration first;
  private final Clock clock;
  private Instant loggedAt = Instant.MIN;
  private volatile @Nullable ConsumerStall stall;

  RetryForeverErrorHandler(Duration first, Clock clock) {
    this.first = first;
    this.clock = clock;
  }

  /** The failures since the last success, if any. Thread-safe. */
  Optional<ConsumerStall> stall() {
    return Optional.ofNullable(stall);
  }

  /** To be called after records were stored. */
  void succeeded() {
    var over = stall;
    if (over != null) {
      log.info("The carrier's replies are stored again, after {} failed attempts", over.tries());
      stall = null;
    }
  }

  @Override
  public void handleBatch(
      Exception failure,
      ConsumerRecords<?, ?> records,
      Consumer<?, ?> consumer,
      MessageListenerContainer container,
      Runnable invokeListener) {
    records
        .partitions()
        .forEach(
            partition -> consumer.seek(partition, records.records(partition).getFirst().offset()));
    pause(
        record("The carrier's replies cannot be stored; they stay in their topic", failure),
        container);
    throw new KafkaException("read again", KafkaException.Level.DEBUG, failure);
  }

  @Override
  public void handleOtherException(
      Exception failure,
      Consumer<?, ?> consumer,
      MessageListenerContainer container,
      boolean batchListener) {
    pause(record("The carrier's replies cannot be read from Kafka", failure), container);
  }

  @Override
  public boolean isAckAfterHandle() {
    return false;
  }

  /** Logs failures 1, 2, 4, 8 and so on, and at least every ten minutes. */
  private int record(String what, Exception failure) {
    var now = clock.instant();
    var last = stall;
    var next = new ConsumerStall(last == null ? 1 : last.tries() + 1, brief(failure), now);
    stall = next;
    if (Integer.bitCount(next.tries()) == 1 || !loggedAt.plus(LONGEST_SILENCE).isAfter(now)) {
      loggedAt = now;
      log.warn("{}, attempt {}: {}", what, next.tries(), next.reason());
    }
    return next.tries();
  }

  /** The first line only: a database may quote data in the next one. */
  static String brief(Throwable failure) {
    var cause = NestedExceptionUtils.getMostSpecificCause(failure);
    var said = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
    return SingleLineText.line(cause.getClass().getSimpleName() + ": " + said, MAX_REASON);
  }

  private void pause(int tries, MessageListenerContainer container) {
    var pause = first.multipliedBy(1L << Math.min(tries - 1, DOUBLINGS));
    var millis = Math.min(pause.toMillis(), LONGEST.toMillis());
    try {
      ListenerUtils.stoppableSleep(container, millis);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
