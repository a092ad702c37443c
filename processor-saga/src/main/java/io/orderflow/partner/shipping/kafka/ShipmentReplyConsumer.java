package io.orderflow.partner.shipping.kafka;

import io.orderflow.partner.kafka.ConditionalOnTransport;
import io.orderflow.partner.kafka.ShippingProperties;
import io.orderflow.partner.kafka.Transport;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.listener.BatchMessageListener;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.KafkaMessageListenerContainer;
import org.springframework.kafka.listener.MessageListenerContainer;
import org.springframework.stereotype.Component;

/**
 * The consumer of replies. It commits offsets only after the records are stored. Several processes
 * share the partitions; after a rebalance some records are read twice.
 */
@Component
@ConditionalOnTransport(Transport.KAFKA)
class ShipmentReplyConsumer {

  static final Duration SILENCE = Duration.ofSeconds(30);

  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration COMMIT = Duration.ofSeconds(10);
  private static final Duration DENIED = Duration.ofSeconds(10);
  private static final Duration LAST_BATCH = Duration.ofSeconds(20);

  private final MessageListenerContainer container;
  private final RetryForeverErrorHandler errors;
  private final Clock clock;

  ShipmentReplyConsumer(
      ShippingProperties shipping,
      ConsumerFactory<?, ?> asConfigured,
      ShipmentReplyListener replies,
      Clock clock) {
    this.clock = clock;
    this.errors = new RetryForeverErrorHandler(FIRST_PAUSE, clock);
    BatchMessageListener<byte[], byte[]> listener =
        records -> {
          replies.onMessage(records);
          errors.succeeded();
        };
    var settings = new ContainerProperties(shipping.kafka().topics().replies());
    settings.setMessageListener(listener);
    settings.setAckMode(ContainerProperties.AckMode.BATCH);
    settings.setSyncCommitTimeout(COMMIT);
    settings.setAuthExceptionRetryInterval(DENIED);
    settings.setShutdownTimeout(LAST_BATCH.toMillis());
    settings.setListenerTaskExecutor(new SimpleAsyncTaskExecutor("replies-"));
    var consumers = consumers(asConfigured, shipping.kafka().groupId());
    var made = new KafkaMessageListenerContainer<>(consumers, settings);
    made.setCommonErrorHandler(errors);
    made.setBeanName("replies");
    this.container = made;
  }

  MessageListenerContainer container() {
    return container;
  }

  /** Whether the broker has answered a heartbeat lately. */
  boolean isConnected() {
    return container.isRunning()
        && container.metrics().values().stream()
            .flatMap(metrics -> metrics.entrySet().stream())
            .filter(metric -> metric.getKey().name().equals("last-heartbeat-seconds-ago"))
            .anyMatch(
                metric ->
                    metric.getValue().metricValue() instanceof Double ago
                        && ago >= 0
                        && ago <= SILENCE.toSeconds());
  }

  /** Why replies cannot be stored, if that persists. */
  Optional<ConsumerStall> stall() {
    return errors.stall().filter(each -> each.lastsAt(clock.instant()));
  }

  /** The partitions assigned to this process. */
  List<Integer> partitions() {
    return Optional.ofNullable(container.getAssignedPartitions()).orElse(List.of()).stream()
        .map(TopicPartition::partition)
        .sorted()
        .toList();
  }

  private static ConsumerFactory<byte[], byte[]> consumers(
      ConsumerFactory<?, ?> asConfigured, String groupId) {
    var settings = new HashMap<>(asConfigured.getConfigurationProperties());
    // The partitions of a dead process move on as soon as its other work does.
    settings.putIfAbsent(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 10_000);
    settings.putAll(required(groupId));
    var consumers = new DefaultKafkaConsumerFactory<byte[], byte[]>(settings);
    asConfigured.getListeners().forEach(listener -> consumers.addListener(measuring(listener)));
    return consumers;
  }

  /** Not configurable: otherwise replies could be lost, or aborted ones accepted. */
  private static Map<String, Object> required(String groupId) {
    return Map.of(
        ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
        ByteArrayDeserializer.class,
        ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
        ByteArrayDeserializer.class,
        ConsumerConfig.GROUP_ID_CONFIG,
        groupId,
        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
        false,
        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
        "earliest",
        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
        "read_committed",
        ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
        false,
        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
        250,
        // Finds new topics and partitions within this time.
        ConsumerConfig.METADATA_MAX_AGE_CONFIG,
        30_000);
  }

  @SuppressWarnings("unchecked") // it measures consumers of any type
  private static ConsumerFactory.Listener<byte[], byte[]> measuring(
      ConsumerFactory.Listener<?, ?> listener) {
    return (ConsumerFactory.Listener<byte[], byte[]>) listener;
  }
}
