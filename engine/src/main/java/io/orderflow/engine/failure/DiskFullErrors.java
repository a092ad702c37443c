package io.orderflow.engine.failure;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Recognizes failures caused by a full disk of PostgreSQL. */
public final class DiskFullErrors {

  private static final String DISK_FULL = "53100";

  /** An exceeded quota is reported as an I/O error. */
  private static final String IO_ERROR = "58030";

  private static final String OVER_QUOTA = "quota exceeded";

  private DiskFullErrors() {}

  public static boolean explains(@Nullable Throwable failure) {
    return CauseChain.of(failure)
        .anyMatch(cause -> cause instanceof SQLException sql && isOfDisk(sql));
  }

  private static boolean isOfDisk(SQLException failure) {
    String state = failure.getSQLState();
    return DISK_FULL.equals(state)
        || (IO_ERROR.equals(state) && String.valueOf(failure.getMessage()).contains(OVER_QUOTA));
  }
}
