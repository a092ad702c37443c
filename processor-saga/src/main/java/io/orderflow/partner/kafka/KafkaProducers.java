package io.orderflow.partner.kafka;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
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
            asConfigured.copyWithConfigurationOverride(DurableProducerSettings.within(timeout));
    if (factory instanceof DefaultKafkaProducerFactory<byte[], byte[]> closing) {
      closing.setPhysicalCloseTimeout(CLOSE_SECONDS);
    }
    made.add(factory);
    return new SelfReplacingProducer(factory);
  }

  @Override
  public void destroy() {
    made.forEach(ProducerFactory::reset);
  }
}
