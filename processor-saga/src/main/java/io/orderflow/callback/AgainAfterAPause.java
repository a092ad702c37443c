package io.orderflow.callback;

import io.orderflow.partner.Brief;
import java.time.Duration;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
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
class AgainAfterAPause implements CommonErrorHandler {

  private static final Logger LOG = LoggerFactory.getLogger(AgainAfterAPause.class);
  private static final Duration LONGEST = Duration.ofSeconds(5);
  private static final int DOUBLINGS = 6;
  private static final int MAX_REASON = 300;

  private final Duration first;
  private int failures;

  AgainAfterAPause(Duration first) {
    this.first = first;
  }

  /** To be called where records were stored. */
  void succeeded() {
    if (failures > 0) {
      LOG.info("replies of the carrier are stored again, after {} failed tries", failures);
      failures = 0;
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
    tell("replies of the carrier cannot be stored; they stay in their topic", failure);
    pause(container);
    throw new KafkaException("read again", KafkaException.Level.DEBUG, failure);
  }

  @Override
  public void handleOtherException(
      Exception failure,
      Consumer<?, ?> consumer,
      MessageListenerContainer container,
      boolean batchListener) {
    tell("replies of the carrier cannot be read from Kafka", failure);
    pause(container);
  }

  @Override
  public boolean isAckAfterHandle() {
    return false;
  }

  /** At the first failure, the second, the fourth and so on, and not at each of an outage. */
  private void tell(String what, Exception failure) {
    failures++;
    if (Integer.bitCount(failures) == 1) {
      LOG.warn("{}, try {}: {}", what, failures, brief(failure));
    }
  }

  /** The first line only: a database may quote what it refuses in the next one. */
  static String brief(Throwable failure) {
    var cause = NestedExceptionUtils.getMostSpecificCause(failure);
    var said = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
    return Brief.line(cause.getClass().getSimpleName() + ": " + said, MAX_REASON);
  }

  private void pause(MessageListenerContainer container) {
    var pause = first.multipliedBy(1L << Math.min(failures - 1, DOUBLINGS));
    var millis = Math.min(pause.toMillis(), LONGEST.toMillis());
    try {
      ListenerUtils.stoppableSleep(container, millis);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
