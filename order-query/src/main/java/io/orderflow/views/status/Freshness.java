package io.orderflow.views.status;

import io.orderflow.web.problem.GeneralProblem;
import io.orderflow.web.problem.ProblemException;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The version that an answer must have, and how long to wait for it.
 *
 * @param version the order's version that must be in it, if it comes in time
 * @param patience zero where the reader did not ask to wait
 */
record Freshness(long version, Duration patience) {

  static final Duration MOST_PATIENT = Duration.ofSeconds(30);

  /** The preference {@code wait} of RFC 7240; others are ignored. */
  private static final Pattern WAIT =
      Pattern.compile(
          "(?:^|,)\\s*wait\\s*=\\s*\"?(\\d{1,9})\"?\\s*(?=[,;]|$)", Pattern.CASE_INSENSITIVE);

  private static final Pattern VERSION = Pattern.compile("\\d{1,18}");

  /**
   * @param prefer the header's value; unknown preferences are ignored, and a wait is at most {@link
   *     #MOST_PATIENT}
   * @param atLeastVersion null if any version will do
   */
  static Freshness asked(@Nullable String prefer, @Nullable String atLeastVersion) {
    if (atLeastVersion != null && !VERSION.matcher(atLeastVersion).matches()) {
      throw ProblemException.of(
          GeneralProblem.MALFORMED_REQUEST,
          "atLeastVersion must be a whole number of 0 or more, such as the ETag of the answer that"
              + " must be visible, without its quotes.");
    }
    long version = atLeastVersion == null ? 0 : Long.parseLong(atLeastVersion);
    return new Freshness(version, patience(prefer == null ? "" : prefer));
  }

  boolean waits() {
    return patience.isPositive();
  }

  /** The preference applied, as RFC 7240 writes it. */
  String applied() {
    return "wait=" + patience.toSeconds();
  }

  private static Duration patience(String prefer) {
    var wait = WAIT.matcher(prefer);
    if (!wait.find()) {
      return Duration.ZERO;
    }
    var asked = Duration.ofSeconds(Long.parseLong(wait.group(1)));
    return asked.compareTo(MOST_PATIENT) > 0 ? MOST_PATIENT : asked;
  }
}
