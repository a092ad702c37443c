package io.orderflow.engine.failure;

import io.grpc.Metadata;
import io.grpc.StatusRuntimeException;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Predicate;
import org.axonframework.axonserver.connector.AxonServerException;
import org.axonframework.axonserver.connector.command.AxonServerCommandDispatchException;
import org.axonframework.axonserver.connector.query.AxonServerQueryDispatchException;
import org.axonframework.commandhandling.NoHandlerForCommandException;
import org.axonframework.messaging.HandlerExecutionException;
import org.axonframework.queryhandling.NoHandlerForQueryException;
import org.jspecify.annotations.Nullable;

/**
 * What the errors of Axon Server and of the connector to it mean. Codes that say nothing by
 * themselves are not here: 4002 is a handler's failure or a time-out, 5001 a handler's failure.
 */
public final class AxonServerErrors {

  private static final Metadata.Key<String> CODE =
      Metadata.Key.of("AxonIQ-ErrorCode", Metadata.ASCII_STRING_MARSHALLER);

  private static final Map<String, CommandFailure> MEANINGS =
      Map.ofEntries(
          Map.entry("AXONIQ-2000", CommandFailure.CONFLICT), // the place in the stream is taken
          Map.entry("AXONIQ-4004", CommandFailure.CONFLICT),
          Map.entry("AXONIQ-1100", CommandFailure.TRANSIENT), // not the leader
          Map.entry("AXONIQ-1400", CommandFailure.TRANSIENT), // no server for the context
          Map.entry("AXONIQ-1500", CommandFailure.TRANSIENT), // node not connected
          Map.entry("AXONIQ-1900", CommandFailure.TRANSIENT), // too many requests
          Map.entry("AXONIQ-2100", CommandFailure.TRANSIENT), // no event store leads
          Map.entry("AXONIQ-3000", CommandFailure.TRANSIENT), // too many events
          Map.entry("AXONIQ-3001", CommandFailure.TRANSIENT), // no connection
          Map.entry("AXONIQ-4000", CommandFailure.TRANSIENT), // nobody handles the command now
          Map.entry("AXONIQ-4001", CommandFailure.TRANSIENT), // the handler went away
          Map.entry("AXONIQ-4003", CommandFailure.TRANSIENT), // not dispatched
          Map.entry("AXONIQ-5000", CommandFailure.TRANSIENT), // nobody answers the query now
          Map.entry("AXONIQ-5002", CommandFailure.TRANSIENT),
          Map.entry("AXONIQ-5006", CommandFailure.TRANSIENT), // the query took too long
          Map.entry("AXONIQ-9000", CommandFailure.TRANSIENT), // the server's files
          Map.entry("AXONIQ-9001", CommandFailure.TRANSIENT),
          Map.entry("AXONIQ-9100", CommandFailure.TRANSIENT),
          Map.entry("AXONIQ-9101", CommandFailure.TRANSIENT),
          Map.entry("AXONIQ-9102", CommandFailure.TRANSIENT),
          Map.entry("AXONIQ-9500", CommandFailure.TRANSIENT), // interrupted
          Map.entry("AXONIQ-9900", CommandFailure.TRANSIENT), // transaction rolled back
          Map.entry("AXONIQ-10001", CommandFailure.TRANSIENT)); // server too slow

  private static final String HANDLER_LOST = "AXONIQ-4001";
  private static final int DEEPEST = 50;

  private AxonServerErrors() {}

  /** Of this one exception, not of its causes; null if it says nothing. */
  static @Nullable CommandFailure meaning(Throwable failure) {
    return switch (failure) {
      case StatusRuntimeException grpc -> ofStatus(grpc);
      case AxonServerException error -> MEANINGS.get(error.code());
      case io.axoniq.axonserver.connector.AxonServerException error ->
          MEANINGS.get(error.getErrorCategory().errorCode());
      case AxonServerCommandDispatchException _,
          AxonServerQueryDispatchException _,
          NoHandlerForCommandException _,
          NoHandlerForQueryException _ ->
          CommandFailure.TRANSIENT;
      case HandlerExecutionException remote -> told(remote);
      default -> null;
    };
  }

  /** Whether nobody handles what was sent, so that nothing was done. */
  public static boolean isNoHandler(@Nullable Throwable failure) {
    return anyCause(
        failure,
        cause ->
            cause instanceof NoHandlerForCommandException
                || cause instanceof NoHandlerForQueryException);
  }

  /** The same, or the handling node was lost on the way. */
  public static boolean isOfMissingHandler(@Nullable Throwable failure) {
    return isNoHandler(failure) || anyCause(failure, cause -> HANDLER_LOST.equals(codeOf(cause)));
  }

  /** Whether it is the connection to the server that failed, or the server behind it. */
  public static boolean isOfConnection(@Nullable Throwable failure) {
    return !isOfMissingHandler(failure)
        && anyCause(
            failure,
            cause ->
                !(cause instanceof HandlerExecutionException)
                    && meaning(cause) == CommandFailure.TRANSIENT);
  }

  private static boolean anyCause(@Nullable Throwable failure, Predicate<Throwable> wanted) {
    int depth = 0; // a chain of causes may have no end
    for (var cause = failure; cause != null && depth < DEEPEST; cause = cause.getCause()) {
      if (wanted.test(cause)) {
        return true;
      }
      depth++;
    }
    return false;
  }

  private static @Nullable String codeOf(Throwable failure) {
    return switch (failure) {
      case AxonServerException error -> error.code();
      case io.axoniq.axonserver.connector.AxonServerException error ->
          error.getErrorCategory().errorCode();
      default -> null;
    };
  }

  /** By the server's code where it sent one; else the connection is what failed. */
  private static @Nullable CommandFailure ofStatus(StatusRuntimeException failure) {
    Metadata trailers = failure.getTrailers();
    String code = trailers == null ? null : trailers.get(CODE);
    if (code != null) {
      return MEANINGS.get(code);
    }
    return switch (failure.getStatus().getCode()) {
      case UNAVAILABLE, DEADLINE_EXCEEDED, CANCELLED, RESOURCE_EXHAUSTED, ABORTED ->
          CommandFailure.TRANSIENT;
      case OK,
          UNKNOWN,
          INVALID_ARGUMENT,
          NOT_FOUND,
          ALREADY_EXISTS,
          PERMISSION_DENIED,
          FAILED_PRECONDITION,
          OUT_OF_RANGE,
          UNIMPLEMENTED,
          INTERNAL,
          DATA_LOSS,
          UNAUTHENTICATED ->
          null;
    };
  }

  /** What {@code FailureClassifyingCommandBus} sent along. */
  private static @Nullable CommandFailure told(HandlerExecutionException remote) {
    Object details = remote.getDetails().orElse(null);
    return Arrays.stream(CommandFailure.values())
        .filter(known -> known.name().equals(details))
        .findFirst()
        .orElse(null);
  }
}
