package io.orderflow.views.status;

import io.orderflow.web.problem.GeneralProblemCode;
import io.orderflow.web.problem.ProblemException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The version that an answer must have, and how long to wait for it.
 *
 * @param version the order's version that must be in it, if it comes in time
 * @param preference zero where the reader did not ask to wait
 */
record Freshness(long version, WaitPreference preference) {

  private static final Pattern VERSION = Pattern.compile("\\d{1,18}");

  /**
   * @param prefer the header's value
   * @param atLeastVersion null if any version will do
   */
  static Freshness asked(@Nullable String prefer, @Nullable String atLeastVersion) {
    if (atLeastVersion != null && !VERSION.matcher(atLeastVersion).matches()) {
      throw ProblemException.of(
          GeneralProblemCode.MALFORMED_REQUEST,
          "atLeastVersion must be a whole number of 0 or more, such as the ETag of the answer that"
              + " must be visible, without its quotes.");
    }
    long version = atLeastVersion == null ? 0 : Long.parseLong(atLeastVersion);
    return new Freshness(version, WaitPreference.of(prefer));
  }

  boolean waits() {
    return preference.waits();
  }
}
