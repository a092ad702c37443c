package io.orderflow.api.operations;

import org.axonframework.commandhandling.RoutingKey;

/**
 * What an operator has a service do. Several services take the same command, so it is not routed by
 * its type: its {@link #route()} names also what it is about, and only the service that has that
 * subscribes to it. Answered with {@link OperationsOutcome}.
 */
public sealed interface OperationsCommand {

  /** The name of the switch or processor that it is about. */
  @RoutingKey
  String target();

  /** The name under which it is sent. */
  default String route() {
    var kind =
        switch (this) {
          case SetSwitch _ -> "set-switch";
          case RetryDeadLetter _ -> "retry-dead-letter";
          case RetryDeadLetters _ -> "retry-dead-letters";
          case DiscardDeadLetter _ -> "discard-dead-letter";
        };
    return "operations-command." + kind + ":" + target();
  }

  /**
   * Switches a part of orderflow on or off, on all nodes. To set it as it is changes nothing.
   *
   * @param reason one line, at most 200 characters
   */
  record SetSwitch(@RoutingKey String target, boolean on, String reason)
      implements OperationsCommand {}

  /**
   * Handles the event of a dead letter once more, and those that wait behind it.
   *
   * @param target the processor
   */
  record RetryDeadLetter(@RoutingKey String target, String orderId) implements OperationsCommand {}

  /**
   * The same for the dead letters of one cause, the oldest first, at most 200 and for 10 seconds.
   *
   * @param target the processor
   */
  record RetryDeadLetters(@RoutingKey String target, String cause) implements OperationsCommand {}

  /**
   * Has a view or a publisher go on without the events of a dead letter. The order is incomplete in
   * the view until that is built anew; other systems never learn of the events. Refused for
   * processors that carry orders on.
   *
   * @param target the processor
   * @param note why, 1 to 500 characters
   */
  record DiscardDeadLetter(@RoutingKey String target, String orderId, String note)
      implements OperationsCommand {}
}
