package io.orderflow.engine.failure;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Failures of PostgreSQL that has no room left on its disk. */
public final class DiskFullErrors {

  private static final String DISK_FULL = "53100";

  /** A quota is reported as any failure of a file. */
  private static final String IO_ERROR = "58030";

  private static final String OVER_QUOTA = "quota exceeded";

  private static final int DEEPEST = 50; // a chain of causes may have no end

  private DiskFullErrors() {}

  public static boolean explains(@Nullable Throwable failure) {
    @Nullable Throwable cause = failure;
    for (int depth = 0; cause != null && depth < DEEPEST; depth++) {
      if (cause instanceof SQLException sql && isOfDisk(sql)) {
        return true;
      }
      cause = cause.getCause();
    }
    return false;
  }

  private static boolean isOfDisk(SQLException failure) {
    String state = failure.getSQLState();
    return DISK_FULL.equals(state)
        || (IO_ERROR.equals(state) && String.valueOf(failure.getMessage()).contains(OVER_QUOTA));
  }
}
