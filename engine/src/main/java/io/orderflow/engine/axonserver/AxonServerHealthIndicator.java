package io.orderflow.engine.axonserver;

import org.axonframework.axonserver.connector.AxonServerConnectionManager;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/** Up while the connection is ready. Axon's own indicator needs Spring Boot 3. */
final class AxonServerHealthIndicator extends AbstractHealthIndicator {

  private final AxonServerConnectionManager connections;

  AxonServerHealthIndicator(AxonServerConnectionManager connections) {
    super("Axon Server could not be asked");
    this.connections = connections;
  }

  @Override
  protected void doHealthCheck(Health.Builder health) {
    health
        .status(AxonServerDependency.isReady(connections) ? "UP" : "DOWN")
        .withDetail("context", connections.getDefaultContext());
  }
}
