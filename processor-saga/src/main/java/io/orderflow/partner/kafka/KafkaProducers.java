package io.orderflow.partner.kafka;

import static java.util.Map.entry;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.ProducerFactory;
import org.springframework.stereotype.Component;

/**
 * Creates producers that neither lose nor duplicate records, regardless of other settings under
 * {@code spring.kafka}. A producer connects at its first use.
 */
@Component
@ConditionalOnTransport(Transport.KAFKA)
public class KafkaProducers implements DisposableBean {

  /** More than a broker's default, so that the broker decides what is too long. */
  private static final int LONGEST_RECORD = 16 * 1024 * 1024;

  /** The sender waits while a replaced producer closes; its records have failed anyway. */
  private static final int CLOSE_SECONDS = 1;

  private final ProducerFactory<?, ?> asConfigured;
  private final List<ProducerFactory<?, ?>> made = new CopyOnWriteArrayList<>();

  KafkaProducers(ProducerFactory<?, ?> asConfigured) {
    this.asConfigured = asConfigured;
  }

  /**
   * @param timeout the time limit for the broker's confirmation of a record
   */
  public SelfReplacingProducer within(Duration timeout) {
    @SuppressWarnings("unchecked") // its serializers are named below
    var factory =
        (ProducerFactory<byte[], byte[]>)
            asConfigured.copyWithConfigurationOverride(settings(timeout));
    if (factory instanceof DefaultKafkaProducerFactory<byte[], byte[]> closing) {
      closing.setPhysicalCloseTimeout(CLOSE_SECONDS);
    }
    made.add(factory);
    return new SelfReplacingProducer(factory);
  }

  private static Map<String, Object> settings(Duration timeout) {
    int most = Math.toIntExact(timeout.toMillis());
    return Map.ofEntries(
        entry(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class),
        entry(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class),
        entry(ProducerConfig.ACKS_CONFIG, "all"),
        entry(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true),
        entry(ProducerConfig.RETRIES_CONFIG, Integer.MAX_VALUE),
        entry(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 5),
        entry(ProducerConfig.LINGER_MS_CONFIG, 0),
        entry(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, LONGEST_RECORD),
        entry(ProducerConfig.MAX_BLOCK_MS_CONFIG, most),
        entry(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, Math.ceilDiv(most, 2)),
        entry(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, most));
  }

  @Override
  public void destroy() {
    made.forEach(ProducerFactory::reset);
  }
}
