package io.orderflow.engine.processors;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Measures how long the oldest unhandled event of a processor has waited, by samples of the head of
 * the event stream. So it needs no event's timestamp, and is the same on every node.
 */
public final class ProcessorDelays {

  /** The most samples that are kept; beyond it new ones are dropped, never the oldest. */
  private static final int MOST = 1_000;

  private final StreamHead streamHead;
  private final StoredTokens tokens;
  private final Clock clock;

  ProcessorDelays(StreamHead streamHead, StoredTokens tokens, Clock clock) {
    this.streamHead = streamHead;
    this.tokens = tokens;
    this.clock = clock;
  }

  /** Measures one processor; the caller should ask a few times a second. */
  public Watched watch(EventProcessor processor) {
    return new Watched(processor);
  }

  /** One processor with the samples of the head. */
  public final class Watched {

    private final EventProcessor processor;
    private final Deque<Sample> samples = new ArrayDeque<>();

    private Watched(EventProcessor processor) {
      this.processor = processor;
    }

    /** The delay by now; events since the last sample count as new. */
    public synchronized Duration delay() {
      var now = clock.instant();
      long handled =
          tokens.of(processor).stream()
              .mapToLong(StoredToken::position)
              .min()
              .orElse(StoredToken.BEFORE_THE_FIRST);
      samples.removeIf(sample -> sample.newest() <= handled);
      streamHead
          .position()
          .ifPresent(
              newest -> {
                if (newest > handled && samples.size() < MOST) {
                  samples.addLast(new Sample(now, newest));
                }
              });
      var oldest = samples.peekFirst();
      return oldest == null ? Duration.ZERO : Duration.between(oldest.at(), now);
    }
  }

  private record Sample(Instant at, long newest) {}
}
