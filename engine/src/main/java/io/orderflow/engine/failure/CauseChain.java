package io.orderflow.engine.failure;

import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.NestedExceptionUtils;

/** The chain of causes of a failure. */
public final class CauseChain {

  private static final int DEEPEST = 50; // a chain of causes may be a cycle
  private static final int REASON_LENGTH = 500;

  private CauseChain() {}

  /** The failure itself, then its causes, the outermost first. */
  public static Stream<Throwable> of(@Nullable Throwable failure) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause).limit(DEEPEST);
  }

  /** The root cause in at most 500 characters that PostgreSQL can store. */
  public static String reason(Throwable failure) {
    Throwable root = NestedExceptionUtils.getMostSpecificCause(failure);
    String text = root.getClass().getSimpleName() + ": " + root.getMessage();
    String stored = text.replace("\0", "");
    return stored.length() <= REASON_LENGTH ? stored : stored.substring(0, REASON_LENGTH);
  }
}
