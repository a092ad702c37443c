package io.orderflow.engine.messaging;

import io.orderflow.engine.failure.AxonServerErrors;
import io.orderflow.engine.outage.OutageLog;
import io.orderflow.engine.outage.PassiveHealthCheck;
import org.jspecify.annotations.Nullable;

/**
 * Whether commands reach their handlers, where these may be in another service. Known by what came
 * of the last commands: asking costs nothing.
 */
public final class CommandHandlerAvailability {

  private final @Nullable Remote remote;

  private CommandHandlerAvailability(@Nullable Remote remote) {
    this.remote = remote;
  }

  /** In the process that sends them. */
  public static CommandHandlerAvailability local() {
    return new CommandHandlerAvailability(null);
  }

  /** In a service that a server delivers them to. */
  public static CommandHandlerAvailability remote(PassiveHealthCheck service, OutageLog server) {
    return new CommandHandlerAvailability(new Remote(service, server));
  }

  /** Whether the last command did not reach a handler. */
  public boolean areAway() {
    return remote != null && (remote.service().isAway() || remote.server().isNow());
  }

  /**
   * To be told of each command.
   *
   * @param failure null if it was answered
   */
  void note(@Nullable Throwable failure) {
    if (remote == null) {
      return;
    }
    if (AxonServerErrors.isNoHandler(failure)) {
      remote.service().failed("Axon Server knows no node of it that handles commands");
    } else if (AxonServerErrors.isOfConnection(failure)) {
      remote.server().suspect();
    } else if (!AxonServerErrors.isOfMissingHandler(failure)) {
      remote.service().succeeded();
    }
  }

  private record Remote(PassiveHealthCheck service, OutageLog server) {}
}
