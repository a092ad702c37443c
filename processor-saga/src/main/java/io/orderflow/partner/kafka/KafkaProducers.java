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
 * Producers that lose and double nothing on their own account, whatever else is set under {@code
 * spring.kafka}. None connects before it is used.
 */
@Component
@ConditionalOnTransport(Transport.KAFKA)
public class KafkaProducers implements DisposableBean {

  /** More than any broker takes by default: let the broker say what is too long. */
  private static final int LONGEST_RECORD = 16 * 1024 * 1024;

  /** Who sends waits for the end of a producer that is replaced; its records are lost anyway. */
  private static final int CLOSE_SECONDS = 1;

  private final ProducerFactory<?, ?> asConfigured;
  private final List<ProducerFactory<?, ?>> made = new CopyOnWriteArrayList<>();

  KafkaProducers(ProducerFactory<?, ?> asConfigured) {
    this.asConfigured = asConfigured;
  }

  /**
   * @param timeout how long a record may take until the broker has confirmed it
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
