package io.orderflow.engine;

import org.jspecify.annotations.Nullable;

/**
 * Whether commands reach their handlers, where these may be in another service. Known by what came
 * of the last commands: asking costs nothing.
 */
public final class CommandHandlers {

  private final @Nullable Remote remote;

  private CommandHandlers(@Nullable Remote remote) {
    this.remote = remote;
  }

  /** In the process that sends them. */
  static CommandHandlers local() {
    return new CommandHandlers(null);
  }

  /** In a service that a server delivers them to. */
  static CommandHandlers remote(ObservedDependency service, Outage server) {
    return new CommandHandlers(new Remote(service, server));
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

  private record Remote(ObservedDependency service, Outage server) {}
}
