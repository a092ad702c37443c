package io.orderflow.engine.failure;

import java.net.UnknownHostException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.util.StringUtils;

/** Failures that come of a connection to PostgreSQL that broke, or that was not to be had. */
public final class ConnectionErrors {

  /** It is being stopped, has crashed, or is starting. */
  private static final Set<String> SERVER_GONE = Set.of("57P01", "57P02", "57P03");

  /** By the pool, from whoever goes on with a connection that broke. */
  private static final String TAKEN_AWAY = "Connection is closed";

  private static final String CONNECTION = "08";
  private static final String NOT_UNDERSTOOD = "08P01";
  private static final int DEEPEST = 50; // a chain of causes may have no end

  private ConnectionErrors() {}

  public static boolean explains(@Nullable Throwable failure) {
    return explains(failure, DEEPEST);
  }

  private static boolean explains(@Nullable Throwable failure, int depth) {
    if (failure == null || depth == 0) {
      return false;
    }
    return (failure instanceof SQLException sql && isLost(sql))
        // What broke the transaction is beside the chain of what broke its end.
        || (failure instanceof TransactionSystemException end
            && explains(end.getApplicationException(), depth - 1))
        || explains(failure.getCause(), depth - 1);
  }

  static boolean isLost(SQLException failure) {
    String state = failure.getSQLState();
    return failure instanceof SQLTransientConnectionException // the pool had none to give
        || failure.getCause() instanceof InterruptedException // who stops waits for none any longer
        || (state == null
            ? TAKEN_AWAY.equals(failure.getMessage())
            : SERVER_GONE.contains(state)
                || (state.startsWith(CONNECTION) && !state.equals(NOT_UNDERSTOOD)));
  }

  /** The root cause in one line. */
  public static String reason(SQLException failure) {
    Throwable root = NestedExceptionUtils.getMostSpecificCause(failure);
    if (root instanceof UnknownHostException) { // names the host only, as it was given
      return "its host is unknown";
    }
    String words = root.getMessage() == null ? root.toString() : root.getMessage();
    String line = words.lines().findFirst().orElse("").strip();
    return StringUtils.trimTrailingCharacter(line, '.');
  }
}
