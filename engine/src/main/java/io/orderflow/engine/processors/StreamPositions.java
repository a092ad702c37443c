package io.orderflow.engine.processors;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.axonframework.eventhandling.GapAwareTrackingToken;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackingToken;
import org.jspecify.annotations.Nullable;

/**
 * Positions in the event stream as text, for clients that go on reading where they stopped: {@code
 * 4711}. Numbers below it that were not stored yet follow, as in {@code 4711-4708.4709}.
 */
public final class StreamPositions {

  private static final int MAX_LENGTH = 4_000;
  private static final Pattern POSITION =
      Pattern.compile("(?<index>\\d{1,18})(-(?<gaps>\\d{1,18}(\\.\\d{1,18})*))?");

  private static final String BEFORE_THE_FIRST = Long.toString(StoredToken.BEFORE_THE_FIRST);

  private StreamPositions() {}

  /**
   * The same on every node of this event store. A position with so many gaps that its text would be
   * refused is that before its first gap: a client that resumes there gets some events again.
   */
  public static String text(@Nullable TrackingToken position) {
    var index = Long.toString(StoredToken.positionOf(position));
    if (!(position instanceof GapAwareTrackingToken token) || !token.hasGaps()) {
      return index;
    }
    var text =
        token.getGaps().stream()
            .map(String::valueOf)
            .collect(Collectors.joining(".", index + "-", ""));
    return text.length() <= MAX_LENGTH ? text : text(at(token.getGaps().first() - 1, position));
  }

  /** Its number; -1 before the first event. */
  public static long indexOf(@Nullable TrackingToken position) {
    return StoredToken.positionOf(position);
  }

  /**
   * @param newest the newest position of the event store; none can be beyond it
   * @return null for the position before the first event
   * @throws IllegalArgumentException with a sentence for the client
   */
  public static @Nullable TrackingToken parse(String text, @Nullable TrackingToken newest) {
    if (text.equals(BEFORE_THE_FIRST)) {
      return null;
    }
    var position = POSITION.matcher(text);
    if (text.length() > MAX_LENGTH || !position.matches()) {
      throw new IllegalArgumentException("must be the id of an event that was received");
    }
    long index = Long.parseLong(position.group("index"));
    if (index > StoredToken.positionOf(newest)) {
      throw new IllegalArgumentException("is beyond the newest event");
    }
    var gaps = gaps(position.group("gaps"));
    if (gaps.stream().anyMatch(gap -> gap >= index)) {
      throw new IllegalArgumentException("must be the id of an event that was received");
    }
    return newest instanceof GlobalSequenceTrackingToken
        ? new GlobalSequenceTrackingToken(index)
        : GapAwareTrackingToken.newInstance(index, gaps);
  }

  /**
   * The number of the event that moved a reader from one position to the next: the newest, or one
   * that was missing below it.
   */
  public static long numberOf(@Nullable TrackingToken before, TrackingToken after) {
    long newest = StoredToken.positionOf(after);
    if (newest > StoredToken.positionOf(before)
        || !(before instanceof GapAwareTrackingToken from)
        || !(after instanceof GapAwareTrackingToken to)) {
      return newest;
    }
    return from.getGaps().stream()
        .filter(gap -> !to.getGaps().contains(gap))
        .reduce((_, last) -> last)
        .orElse(newest);
  }

  /** Whether a reader at this position has passed the event of this number. */
  public static boolean covers(@Nullable TrackingToken position, long number) {
    return number <= StoredToken.positionOf(position)
        && !(position instanceof GapAwareTrackingToken token && token.getGaps().contains(number));
  }

  /** A position so many numbers earlier; null is before the first event. */
  public static @Nullable TrackingToken before(@Nullable TrackingToken position, long numbers) {
    return at(StoredToken.positionOf(position) - numbers, position);
  }

  /**
   * The position at a number, as if all events below it had been stored; null is before the first
   * event.
   *
   * @param other any position of the same event store
   */
  public static @Nullable TrackingToken at(long number, @Nullable TrackingToken other) {
    if (number < 0) {
      return null;
    }
    return other instanceof GlobalSequenceTrackingToken
        ? new GlobalSequenceTrackingToken(number)
        : GapAwareTrackingToken.newInstance(number, List.of());
  }

  private static List<Long> gaps(@Nullable String text) {
    return text == null ? List.of() : Arrays.stream(text.split("\\.")).map(Long::valueOf).toList();
  }
}
