package io.orderflow.engine.failure;

import java.net.UnknownHostException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.util.StringUtils;

/** Recognizes failures caused by a lost or unavailable connection to PostgreSQL. */
public final class ConnectionErrors {

  /** The server is shutting down, has crashed, or is starting. */
  private static final Set<String> SERVER_GONE = Set.of("57P01", "57P02", "57P03");

  /** The pool's message for further use of a broken connection. */
  private static final String CLOSED_BY_POOL = "Connection is closed";

  private static final String CONNECTION = "08";
  private static final String PROTOCOL_VIOLATION = "08P01";
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
        // The original failure is not in the chain of causes of the failed rollback.
        || (failure instanceof TransactionSystemException end
            && explains(end.getApplicationException(), depth - 1))
        || explains(failure.getCause(), depth - 1);
  }

  static boolean isLost(SQLException failure) {
    String state = failure.getSQLState();
    return failure instanceof SQLTransientConnectionException // the pool timed out
        || failure.getCause() instanceof InterruptedException // shutdown
        || (state == null
            ? CLOSED_BY_POOL.equals(failure.getMessage())
            : SERVER_GONE.contains(state)
                || (state.startsWith(CONNECTION) && !state.equals(PROTOCOL_VIOLATION)));
  }

  /** The root cause in one line. */
  public static String reason(SQLException failure) {
    Throwable root = NestedExceptionUtils.getMostSpecificCause(failure);
    if (root instanceof UnknownHostException) { // its message is only the host
      return "its host is unknown";
    }
    String words = root.getMessage() == null ? root.toString() : root.getMessage();
    String line = words.lines().findFirst().orElse("").strip();
    return StringUtils.trimTrailingCharacter(line, '.');
  }
}
