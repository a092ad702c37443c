package io.orderflow.engine.failure;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.NestedExceptionUtils;

/** The chain of causes of a failure. */
public final class CauseChain {

  private static final int DEEPEST = 50; // a chain of causes may be a cycle
  private static final int REASON_LENGTH = 500;
  private static final int TRACE_LENGTH = 8_000;

  private CauseChain() {}

  /** The failure itself, then its causes, the outermost first. */
  public static Stream<Throwable> of(@Nullable Throwable failure) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause).limit(DEEPEST);
  }

  /** The root cause in at most 500 characters that PostgreSQL can store. */
  public static String reason(Throwable failure) {
    Throwable root = NestedExceptionUtils.getMostSpecificCause(failure);
    return stored(root.getClass().getSimpleName() + ": " + root.getMessage(), REASON_LENGTH);
  }

  /** The stack trace in at most 8,000 characters that PostgreSQL can store. */
  public static String trace(Throwable failure) {
    var trace = new StringWriter();
    failure.printStackTrace(new PrintWriter(trace));
    return stored(trace.toString(), TRACE_LENGTH);
  }

  private static String stored(String text, int most) {
    String storable = text.replace("\0", "");
    if (storable.length() <= most) {
      return storable;
    }
    boolean splits = Character.isHighSurrogate(storable.charAt(most - 1));
    return storable.substring(0, splits ? most - 1 : most);
  }
}
