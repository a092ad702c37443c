package io.orderflow.engine.processors;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How long the oldest event waits that a processor has not handled, judged by where the newest
 * event was at earlier looks: so it needs no event's own time, and is the same on every node.
 */
public final class ProcessorDelays {

  /** Of the looks that are remembered; beyond that the newer ones become fewer, not the oldest. */
  private static final int MOST = 1_000;

  private final StreamHead streamHead;
  private final StoredTokens tokens;
  private final Clock clock;

  ProcessorDelays(StreamHead streamHead, StoredTokens tokens, Clock clock) {
    this.streamHead = streamHead;
    this.tokens = tokens;
    this.clock = clock;
  }

  /** One processor, watched by who will look at it a few times a second. */
  public Watched watch(EventProcessor processor) {
    return new Watched(processor);
  }

  /** One processor, and where the newest event was at earlier looks. */
  public final class Watched {

    private final EventProcessor processor;
    private final Deque<Look> looks = new ArrayDeque<>();

    private Watched(EventProcessor processor) {
      this.processor = processor;
    }

    /** How long an event waits by now; what came since the last look counts as new. */
    public synchronized Duration delay() {
      var now = clock.instant();
      long handled =
          tokens.of(processor).stream()
              .mapToLong(StoredToken::position)
              .min()
              .orElse(StoredToken.BEFORE_THE_FIRST);
      looks.removeIf(look -> look.newest() <= handled);
      streamHead
          .position()
          .ifPresent(
              newest -> {
                if (newest > handled && looks.size() < MOST) {
                  looks.addLast(new Look(now, newest));
                }
              });
      var oldest = looks.peekFirst();
      return oldest == null ? Duration.ZERO : Duration.between(oldest.at(), now);
    }
  }

  private record Look(Instant at, long newest) {}
}
