package io.orderflow.views.status;

import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How long a reader wants to wait for a write to be visible: the preference {@code wait} of RFC
 * 7240, in whole seconds.
 *
 * @param atMost zero where the reader did not ask to wait
 */
public record WaitPreference(Duration atMost) {

  /** A longer wait is cut to this. */
  public static final Duration LONGEST = Duration.ofSeconds(30);

  private static final Pattern WAIT =
      Pattern.compile(
          "(?:^|,)\\s*wait\\s*=\\s*\"?(\\d{1,9})\"?\\s*(?=[,;]|$)", Pattern.CASE_INSENSITIVE);

  /**
   * @param prefer the header's value; unknown preferences are ignored
   */
  public static WaitPreference of(@Nullable String prefer) {
    var wait = WAIT.matcher(prefer == null ? "" : prefer);
    if (!wait.find()) {
      return new WaitPreference(Duration.ZERO);
    }
    var asked = Duration.ofSeconds(Long.parseLong(wait.group(1)));
    return new WaitPreference(asked.compareTo(LONGEST) > 0 ? LONGEST : asked);
  }

  public boolean waits() {
    return atMost.isPositive();
  }

  /** The value of {@code Preference-Applied}. */
  public String applied() {
    return "wait=" + atMost.toSeconds();
  }
}
