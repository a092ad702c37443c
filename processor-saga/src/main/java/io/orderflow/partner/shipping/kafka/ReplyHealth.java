package io.orderflow.partner.shipping.kafka;

import io.orderflow.partner.kafka.ConditionalOnTransport;
import io.orderflow.partner.kafka.Transport;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.stereotype.Component;

/**
 * Whether the carrier's replies are read and stored. Not part of readiness: orders are accepted
 * without it.
 */
@Component("shipmentRepliesHealthIndicator")
@ConditionalOnTransport(Transport.KAFKA)
class ReplyHealth extends AbstractHealthIndicator {

  private final ShipmentReplyConsumer reader;
  private final MissingReplyTopicDetector topic;

  ReplyHealth(ShipmentReplyConsumer reader, MissingReplyTopicDetector topic) {
    this.reader = reader;
    this.topic = topic;
  }

  @Override
  protected void doHealthCheck(Health.Builder health) {
    var stall = reader.stall();
    boolean up = reader.isConnected() && !topic.isMissing() && stall.isEmpty();
    health
        .status(up ? "UP" : "DOWN")
        .withDetail("reads", reader.container().isRunning())
        .withDetail("partitions", reader.partitions())
        .withDetail("topicIsMissing", topic.isMissing());
    stall.ifPresent(
        since ->
            health
                .withDetail("failedTries", since.tries())
                .withDetail("lastFailure", since.reason()));
  }
}
