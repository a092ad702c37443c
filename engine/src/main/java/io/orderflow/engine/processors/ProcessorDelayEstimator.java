package io.orderflow.engine.processors;

import java.time.Clock;
import java.time.Duration;

/** Measures how far processors are behind, in time. */
public final class ProcessorDelayEstimator {

  private final StreamHead streamHead;
  private final StoredTokens tokens;
  private final Clock clock;

  ProcessorDelayEstimator(StreamHead streamHead, StoredTokens tokens, Clock clock) {
    this.streamHead = streamHead;
    this.tokens = tokens;
    this.clock = clock;
  }

  /** Measures one processor; the caller should ask a few times a second. */
  public Watched watch(EventProcessorDefinition processor) {
    return new Watched(processor);
  }

  /** One processor with the samples of the head. */
  public final class Watched {

    private final EventProcessorDefinition processor;
    private final HeadSamples samples = new HeadSamples();

    private Watched(EventProcessorDefinition processor) {
      this.processor = processor;
    }

    /** The delay by now; events since the last sample count as new. */
    public synchronized Duration delay() {
      var now = clock.instant();
      return samples.delay(tokens.slowest(processor), streamHead.position(), now);
    }
  }
}
