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
 * Classifies the errors of Axon Server and its connector. Ambiguous codes are left out: 4002 is a
 * handler's failure or a timeout, 5001 a handler's failure.
 */
public final class AxonServerErrors {

  private static final Metadata.Key<String> CODE =
      Metadata.Key.of("AxonIQ-ErrorCode", Metadata.ASCII_STRING_MARSHALLER);

  private static final Map<String, CommandFailure> MEANINGS =
      Map.ofEntries(
          Map.entry("AXONIQ-2000", CommandFailure.CONFLICT), // the sequence number is taken
          Map.entry("AXONIQ-4004", CommandFailure.CONFLICT),
          Map.entry("AXONIQ-1100", CommandFailure.TRANSIENT), // not the leader
          Map.entry("AXONIQ-1400", CommandFailure.TRANSIENT), // no server for the context
          Map.entry("AXONIQ-1500", CommandFailure.TRANSIENT), // node not connected
          Map.entry("AXONIQ-1900", CommandFailure.TRANSIENT), // too many requests
          Map.entry("AXONIQ-2100", CommandFailure.TRANSIENT), // no event store leads
          Map.entry("AXONIQ-3000", CommandFailure.TRANSIENT), // too many events
          Map.entry("AXONIQ-3001", CommandFailure.TRANSIENT), // no connection
          Map.entry("AXONIQ-4000", CommandFailure.TRANSIENT), // no handler for the command
          Map.entry("AXONIQ-4001", CommandFailure.TRANSIENT), // the handler disconnected
          Map.entry("AXONIQ-4003", CommandFailure.TRANSIENT), // not dispatched
          Map.entry("AXONIQ-5000", CommandFailure.TRANSIENT), // no handler for the query
          Map.entry("AXONIQ-5002", CommandFailure.TRANSIENT),
          Map.entry("AXONIQ-5006", CommandFailure.TRANSIENT), // the query took too long
          Map.entry("AXONIQ-9000", CommandFailure.TRANSIENT), // the server's storage
          Map.entry("AXONIQ-9001", CommandFailure.TRANSIENT),
          Map.entry("AXONIQ-9100", CommandFailure.TRANSIENT),
          Map.entry("AXONIQ-9101", CommandFailure.TRANSIENT),
          Map.entry("AXONIQ-9102", CommandFailure.TRANSIENT),
          Map.entry("AXONIQ-9500", CommandFailure.TRANSIENT), // interrupted
          Map.entry("AXONIQ-9900", CommandFailure.TRANSIENT), // transaction rolled back
          Map.entry("AXONIQ-10001", CommandFailure.TRANSIENT)); // server too slow

  private static final String HANDLER_LOST = "AXONIQ-4001";

  private AxonServerErrors() {}

  /** The meaning of this exception, without its causes; null if unknown. */
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
      case HandlerExecutionException remote -> sentMeaning(remote);
      default -> null; // also a code of a later gRPC: what it means for the command is unknown
    };
  }

  /** Whether there was no handler, so that nothing was done. */
  public static boolean isNoHandler(@Nullable Throwable failure) {
    return anyCause(
        failure,
        cause ->
            cause instanceof NoHandlerForCommandException
                || cause instanceof NoHandlerForQueryException);
  }

  /** Whether there was no handler, or it disconnected while it worked. */
  public static boolean isOfMissingHandler(@Nullable Throwable failure) {
    return isNoHandler(failure) || anyCause(failure, cause -> HANDLER_LOST.equals(codeOf(cause)));
  }

  /** Whether the connection to Axon Server failed, or the server itself. */
  public static boolean isOfConnection(@Nullable Throwable failure) {
    return !isOfMissingHandler(failure)
        && anyCause(
            failure,
            cause ->
                !(cause instanceof HandlerExecutionException)
                    && meaning(cause) == CommandFailure.TRANSIENT);
  }

  private static boolean anyCause(@Nullable Throwable failure, Predicate<Throwable> wanted) {
    return CauseChain.of(failure).anyMatch(wanted);
  }

  private static @Nullable String codeOf(Throwable failure) {
    return switch (failure) {
      case AxonServerException error -> error.code();
      case io.axoniq.axonserver.connector.AxonServerException error ->
          error.getErrorCategory().errorCode();
      default -> null;
    };
  }

  /** By the server's code if it sent one; else the connection failed. */
  private static @Nullable CommandFailure ofStatus(StatusRuntimeException failure) {
    Metadata trailers = failure.getTrailers();
    String code = trailers == null ? null : trailers.get(CODE);
    if (code != null) {
      return MEANINGS.get(code);
    }
    return switch (failure.getStatus().getCode()) {
      case UNAVAILABLE, DEADLINE_EXCEEDED, CANCELLED, RESOURCE_EXHAUSTED, ABORTED ->
          CommandFailure.TRANSIENT;
      default -> null;
    };
  }

  /** The meaning that {@code FailureClassifyingCommandBus} sent. */
  private static @Nullable CommandFailure sentMeaning(HandlerExecutionException remote) {
    Object details = remote.getDetails().orElse(null);
    return Arrays.stream(CommandFailure.values())
        .filter(known -> known.name().equals(details))
        .findFirst()
        .orElse(null);
  }
}
