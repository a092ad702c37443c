package io.orderflow.views.status;

import io.orderflow.web.problem.GeneralProblem;
import io.orderflow.web.problem.ProblemException;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How new an answer has to be, and how long that may be waited for.
 *
 * @param version the order's version that must be in it, if it comes in time
 * @param patience zero where the reader did not ask to wait
 */
record Freshness(long version, Duration patience) {

  static final Duration MOST_PATIENT = Duration.ofSeconds(30);

  /** One preference of RFC 7240; others around it are none of ours. */
  private static final Pattern WAIT =
      Pattern.compile(
          "(?:^|,)\\s*wait\\s*=\\s*\"?(\\d{1,9})\"?\\s*(?=[,;]|$)", Pattern.CASE_INSENSITIVE);

  private static final Pattern VERSION = Pattern.compile("\\d{1,18}");

  /**
   * @param prefer the header's value; what is not understood in it is passed over, and a longer
   *     wait than {@link #MOST_PATIENT} is cut to it
   * @param atLeastVersion none means that any version will do
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

  /** What of the header's wishes is granted, as RFC 7240 has it said. */
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
