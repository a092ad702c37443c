package io.orderflow.engine.failure;

import java.sql.SQLException;
import java.util.Objects;
import java.util.Set;
import org.axonframework.commandhandling.CommandExecutionException;
import org.axonframework.messaging.HandlerExecutionException;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.axonframework.serialization.SerializationException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;

/** Classifies the failure of a message, the same on both engines. */
public enum CommandFailure {
  /**
   * Another command won the race for the aggregate, or the node has just stopped handling; nothing
   * was done, and the command should be retried.
   */
  CONFLICT,
  /**
   * The database, Axon Server or the handler is unreachable or gave up; a later retry may succeed.
   * The outcome is unknown.
   */
  TRANSIENT,
  /** Unclassified, most likely a bug. */
  UNKNOWN;

  /**
   * Serialization failure, deadlock, statement or transaction timeout, a statement in a failed
   * transaction, an I/O error.
   */
  private static final Set<String> TRANSIENT_STATES =
      Set.of("40001", "40P01", "57014", "25P02", "25P03", "25P04", "58030");

  /**
   * Connection failure; out of disk, memory or connections; the server is shutting down, crashed,
   * or starting.
   */
  private static final Set<String> TRANSIENT_CLASSES = Set.of("08", "53", "57");

  /** Tells the sender that the handler cannot read stored data. */
  public static final String UNREADABLE = "UNREADABLE";

  /** By the outermost cause that can be classified. */
  public static CommandFailure of(Throwable failure) {
    return CauseChain.of(failure)
        .map(CommandFailure::meaning)
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(UNKNOWN);
  }

  private static @Nullable CommandFailure meaning(Throwable cause) {
    if (isConflict(cause)) {
      return CONFLICT;
    }
    return isTransient(cause) ? TRANSIENT : AxonServerErrors.meaning(cause);
  }

  /** Whether it is the failure of a command that was sent: then its outcome is unknown. */
  public static boolean isOfCommand(Throwable failure) {
    return failure instanceof CommandExecutionException;
  }

  /**
   * Whether PostgreSQL reported a full disk: then the transaction was rolled back and nothing was
   * done. A crash because of a full disk does not count; after it the outcome is unknown.
   */
  public static boolean isOfFullDisk(Throwable failure) {
    return DiskFullErrors.explains(failure);
  }

  /**
   * Whether stored data could not be read, so that the command fails until another version of the
   * software reads it. For event processors this is an {@link #UNKNOWN} failure.
   */
  public static boolean isUnreadable(Throwable failure) {
    return CauseChain.of(failure)
        .anyMatch(cause -> cause instanceof SerializationException || saysUnreadable(cause));
  }

  private static boolean saysUnreadable(Throwable cause) {
    return cause instanceof HandlerExecutionException handler
        && handler.getDetails().filter(UNREADABLE::equals).isPresent();
  }

  private static boolean isConflict(Throwable cause) {
    return cause instanceof ConcurrencyException
        || cause instanceof AggregateStreamCreationException;
  }

  private static boolean isTransient(Throwable cause) {
    return cause instanceof TransientDataAccessException
        || cause instanceof DataAccessResourceFailureException
        || cause instanceof CannotCreateTransactionException
        || (cause instanceof TransactionSystemException && ConnectionErrors.explains(cause))
        || (cause instanceof SQLException sql
            && (isTransient(sql.getSQLState()) || ConnectionErrors.isLost(sql)));
  }

  private static boolean isTransient(@Nullable String state) {
    return state != null
        && state.length() == 5
        && (TRANSIENT_STATES.contains(state) || TRANSIENT_CLASSES.contains(state.substring(0, 2)));
  }
}
