package io.orderflow.callback;

import io.orderflow.partner.kafka.Over;
import io.orderflow.partner.kafka.Transport;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.stereotype.Component;

/**
 * Whether the carrier's replies are read. For operators only: orders are taken all the same, so no
 * traffic is turned away for it.
 */
@Component("shipmentRepliesHealthIndicator")
@Over(Transport.KAFKA)
class ReplyHealth extends AbstractHealthIndicator {

  private final ReplyReader reader;

  ReplyHealth(ReplyReader reader) {
    this.reader = reader;
  }

  @Override
  protected void doHealthCheck(Health.Builder health) {
    health
        .status(reader.isConnected() ? "UP" : "DOWN")
        .withDetail("reads", reader.container().isRunning())
        .withDetail("partitions", reader.partitions());
  }
}
