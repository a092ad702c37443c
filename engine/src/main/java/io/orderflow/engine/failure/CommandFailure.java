package io.orderflow.engine.failure;

import java.sql.SQLException;
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

/** The one place that knows what the failure of a message means, on whichever engine. */
public enum CommandFailure {
  /**
   * Another command won the race for the aggregate, or the node that was asked has just stopped
   * handling; nothing was done, and trying again is due.
   */
  CONFLICT,
  /**
   * The database, Axon Server or whoever handles cannot be reached, or gave up for reasons of its
   * own; later it may work. What it was doing may have been done.
   */
  TRANSIENT,
  /** Nobody knows. A bug, most likely. */
  UNKNOWN;

  /**
   * Serialization failure, deadlock, statement or transaction ended; a statement in a transaction
   * that another one has broken; a file that cannot be written.
   */
  private static final Set<String> TRANSIENT_STATES =
      Set.of("40001", "40P01", "57014", "25P02", "25P03", "25P04", "58030");

  /**
   * Connection trouble; no more disk, memory or connections; the server is shutting down, crashed,
   * or starting.
   */
  private static final Set<String> TRANSIENT_CLASSES = Set.of("08", "53", "57");

  /** How the handling side tells the sender that it cannot read what is stored. */
  public static final String UNREADABLE = "UNREADABLE";

  /** By the whole chain of causes, the outermost that says something first. */
  public static CommandFailure of(Throwable failure) {
    for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (isConflict(cause)) {
        return CONFLICT;
      }
      if (isTransient(cause)) {
        return TRANSIENT;
      }
      CommandFailure elsewhere = AxonServerErrors.meaning(cause);
      if (elsewhere != null) {
        return elsewhere;
      }
    }
    return UNKNOWN;
  }

  /**
   * Whether the failure is that of a command that was sent: then its outcome is unknown, whatever
   * the cause.
   */
  public static boolean isOfCommand(Throwable failure) {
    return failure instanceof CommandExecutionException;
  }

  /**
   * Whether PostgreSQL had no room to store it and said so: then its transaction was rolled back,
   * and nothing was done. A crash for want of room is none of these; after it nobody knows.
   */
  public static boolean isOfFullDisk(Throwable failure) {
    return DiskFullErrors.explains(failure);
  }

  /**
   * Whether something that is stored could not be read, so that the same command will fail again,
   * until another version of the software reads it. To event processors this is a failure like any
   * other ({@link #UNKNOWN}).
   */
  public static boolean isUnreadable(Throwable failure) {
    for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SerializationException || saysUnreadable(cause)) {
        return true;
      }
    }
    return false;
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
