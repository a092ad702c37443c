package io.orderflow.partner.kafka;

import static java.util.Map.entry;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The settings of producers that neither lose nor duplicate records. */
public final class DurableProducerSettings {

  /** More than a broker's default, so that the broker decides what is too long. */
  private static final int LONGEST_RECORD = 16 * 1024 * 1024;

  private DurableProducerSettings() {}

  /**
   * @param timeout the time limit for the broker's confirmation of a record
   */
  public static Map<String, Object> within(Duration timeout) {
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
}
