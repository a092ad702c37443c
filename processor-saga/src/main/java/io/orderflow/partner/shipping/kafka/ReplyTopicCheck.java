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
 * Whether the topic of replies is there: a reader of one that is missing, or misspelt, is counted
 * in by the broker and waits for it without a word.
 */
@Component
@ConditionalOnTransport(Transport.KAFKA)
class ReplyTopicCheck {

  private static final Logger LOG = LoggerFactory.getLogger(ReplyTopicCheck.class);
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(30);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final String name;
  private final Map<String, Object> client;
  private Instant lookedAt = Instant.MIN;
  private volatile boolean missing;

  ReplyTopicCheck(ShippingProperties shipping, KafkaAdmin asConfigured) {
    this.name = shipping.kafka().topics().replies();
    this.client = asConfigured.getConfigurationProperties();
  }

  boolean isMissing() {
    return missing;
  }

  /** To be called every now and then while the broker is there; asks it rarely. */
  void look(boolean isRead, Instant now) {
    if (isRead) {
      told(false);
    } else if (lookedAt.plus(BETWEEN_LOOKS).isBefore(now)) {
      lookedAt = now;
      ask();
    }
  }

  private void ask() {
    var admin = Admin.create(client);
    try {
      admin
          .describeTopics(List.of(name))
          .allTopicNames()
          .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      told(false);
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof UnknownTopicOrPartitionException) {
        told(true);
      }
    } catch (TimeoutException silent) {
      // whoever listens for the broker says so
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } finally {
      admin.close(Duration.ZERO);
    }
  }

  private void told(boolean now) {
    if (now && !missing) {
      LOG.warn(
          "Kafka has no topic {}, so nothing is heard of the carrier: create it, or set"
              + " orderflow.shipping.kafka.topics.replies to the one the carrier writes to."
              + " It is looked for again and again",
          name);
    } else if (!now && missing) {
      LOG.info("Kafka has the topic {}; replies of the carrier are read", name);
    }
    missing = now;
  }
}
