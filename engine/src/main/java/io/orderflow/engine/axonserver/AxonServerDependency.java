package io.orderflow.engine.axonserver;

import io.orderflow.engine.failure.AxonServerErrors;
import io.orderflow.engine.outage.MonitoredDependency;
import org.axonframework.axonserver.connector.AxonServerConnectionManager;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;

/** The Axon Server of this service. */
public record AxonServerDependency(
    String servers, ObjectProvider<AxonServerConnectionManager> connections)
    implements MonitoredDependency {

  /** The connector logs each of its attempts to connect. */
  private static final String CONNECTOR = "io.axoniq.axonserver.connector.";

  @Override
  public String name() {
    return "Axon Server at " + servers;
  }

  @Override
  public String advice() {
    return "Start it, or find out why it cannot be reached. Until then requests are answered 503,"
        + " orders wait and views fall behind; nothing is lost, and everything resumes by itself.";
  }

  @Override
  public @Nullable String refusal() {
    return isReady(connections.getObject()) ? null : "there is no connection to it";
  }

  static boolean isReady(AxonServerConnectionManager connections) {
    String context = connections.getDefaultContext();
    return connections.isConnected(context) && connections.getConnection(context).isReady();
  }

  @Override
  public boolean explains(String logger, String message, @Nullable Throwable failure) {
    return logger.startsWith(CONNECTOR) || AxonServerErrors.isOfConnection(failure);
  }
}
