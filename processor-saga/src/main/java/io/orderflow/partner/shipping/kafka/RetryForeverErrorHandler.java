package io.orderflow.partner.shipping.kafka;

import io.orderflow.partner.SingleLine;
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
 * Whatever goes wrong, the same records are read again after a pause. Nothing is ever given up or
 * skipped: what is wrong with a record itself is no failure, and never comes here.
 *
 * <p>Spring's own handlers retry what they hold in memory while they poll on, and skip it when that
 * fails in turn.
 */
class RetryForeverErrorHandler implements CommonErrorHandler {

  private static final Logger LOG = LoggerFactory.getLogger(RetryForeverErrorHandler.class);
  private static final Duration LONGEST = Duration.ofSeconds(5);
  private static final int DOUBLINGS = 6;
  private static final int MAX_REASON = 300;
  private static final Duration LONGEST_SILENCE = Duration.ofMinutes(10);

  private final Duration first;
  private final Clock clock;
  private Instant saidAt = Instant.MIN;
  private volatile @Nullable ConsumerStall standstill;

  RetryForeverErrorHandler(Duration first, Clock clock) {
    this.first = first;
    this.clock = clock;
  }

  /** What has failed since the last success, if anything; may be asked by anybody. */
  Optional<ConsumerStall> standstill() {
    return Optional.ofNullable(standstill);
  }

  /** To be called where records were stored. */
  void succeeded() {
    var over = standstill;
    if (over != null) {
      LOG.info("replies of the carrier are stored again, after {} failed tries", over.tries());
      standstill = null;
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
        tell("replies of the carrier cannot be stored; they stay in their topic", failure),
        container);
    throw new KafkaException("read again", KafkaException.Level.DEBUG, failure);
  }

  @Override
  public void handleOtherException(
      Exception failure,
      Consumer<?, ?> consumer,
      MessageListenerContainer container,
      boolean batchListener) {
    pause(tell("replies of the carrier cannot be read from Kafka", failure), container);
  }

  @Override
  public boolean isAckAfterHandle() {
    return false;
  }

  /** At the first failure, the second, the fourth and so on, and every ten minutes. */
  private int tell(String what, Exception failure) {
    var now = clock.instant();
    var last = standstill;
    var next = new ConsumerStall(last == null ? 1 : last.tries() + 1, brief(failure), now);
    standstill = next;
    if (Integer.bitCount(next.tries()) == 1 || !saidAt.plus(LONGEST_SILENCE).isAfter(now)) {
      saidAt = now;
      LOG.warn("{}, try {}: {}", what, next.tries(), next.reason());
    }
    return next.tries();
  }

  /** The first line only: a database may quote what it refuses in the next one. */
  static String brief(Throwable failure) {
    var cause = NestedExceptionUtils.getMostSpecificCause(failure);
    var said = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
    return SingleLine.line(cause.getClass().getSimpleName() + ": " + said, MAX_REASON);
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
