package io.orderflow.partner.shipping.kafka;

import io.orderflow.partner.kafka.ConditionalOnTransport;
import io.orderflow.partner.kafka.ShippingProperties;
import io.orderflow.partner.kafka.Transport;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.stereotype.Component;

/**
 * Detects a missing topic of replies: a consumer of a topic that does not exist waits without any
 * error.
 */
@Component
@ConditionalOnTransport(Transport.KAFKA)
class MissingReplyTopicDetector {

  private static final Logger log = LoggerFactory.getLogger(MissingReplyTopicDetector.class);
  private static final Duration INTERVAL = Duration.ofSeconds(30);
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private final String name;
  private final Map<String, Object> client;
  private Instant checkedAt = Instant.MIN;
  private volatile boolean missing;

  MissingReplyTopicDetector(ShippingProperties shipping, KafkaAdmin asConfigured) {
    this.name = shipping.kafka().topics().replies();
    this.client = asConfigured.getConfigurationProperties();
  }

  boolean isMissing() {
    return missing;
  }

  /** To be called regularly while the broker is reachable; queries it rarely. */
  void check(boolean isRead, Instant now) {
    if (isRead) {
      set(false);
    } else if (checkedAt.plus(INTERVAL).isBefore(now)) {
      checkedAt = now;
      ask();
    }
  }

  private void ask() {
    var admin = Admin.create(client);
    try {
      admin
          .describeTopics(List.of(name))
          .allTopicNames()
          .get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
      set(false);
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof UnknownTopicOrPartitionException) {
        set(true);
      }
    } catch (TimeoutException silent) {
      // the supervisor reports an unreachable broker
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } finally {
      admin.close(Duration.ZERO);
    }
  }

  private void set(boolean now) {
    if (now && !missing) {
      log.warn(
          "Kafka has no topic {}, so the carrier's replies are not received: create it, or set"
              + " orderflow.shipping.kafka.topics.replies to the topic the carrier writes to",
          name);
    } else if (!now && missing) {
      log.info("Kafka has the topic {}; the carrier's replies are read", name);
    }
    missing = now;
  }
}
