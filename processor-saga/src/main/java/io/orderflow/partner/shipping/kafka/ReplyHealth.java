package io.orderflow.partner.shipping.kafka;

import io.orderflow.partner.kafka.ConditionalOnTransport;
import io.orderflow.partner.kafka.Transport;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.stereotype.Component;

/**
 * Whether the carrier's replies are read, and kept. For operators only: orders are taken all the
 * same, so no traffic is turned away for it.
 */
@Component("shipmentRepliesHealthIndicator")
@ConditionalOnTransport(Transport.KAFKA)
class ReplyHealth extends AbstractHealthIndicator {

  private final ReplyConfiguration reader;
  private final ReplyTopicCheck topic;

  ReplyHealth(ReplyConfiguration reader, ReplyTopicCheck topic) {
    this.reader = reader;
    this.topic = topic;
  }

  @Override
  protected void doHealthCheck(Health.Builder health) {
    var standstill = reader.standstill();
    boolean up = reader.isConnected() && !topic.isMissing() && standstill.isEmpty();
    health
        .status(up ? "UP" : "DOWN")
        .withDetail("reads", reader.container().isRunning())
        .withDetail("partitions", reader.partitions())
        .withDetail("topicIsMissing", topic.isMissing());
    standstill.ifPresent(
        since ->
            health
                .withDetail("failedTries", since.tries())
                .withDetail("lastFailure", since.reason()));
  }
}
