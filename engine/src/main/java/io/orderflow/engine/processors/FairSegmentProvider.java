package io.orderflow.engine.processors;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.axonframework.eventhandling.pooled.MaxSegmentProvider;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.dao.DataAccessException;

/**
 * Limits the segments of a processor that this node may claim to its fair share among the live
 * nodes. A processor asks before each claim, about once a second, and releases segments above the
 * limit. Asking is the heartbeat: a node whose processor is stuck loses its share to the others.
 *
 * <p>The share in a paused processor is nothing, on every node: a batch under way ends, then the
 * segments are released, and their tokens stay where they are.
 */
public final class FairSegmentProvider implements MaxSegmentProvider {

  private static final Logger log = LoggerFactory.getLogger(FairSegmentProvider.class);

  /** So many heartbeats are missed before a node counts as gone. */
  private static final int HEARTBEATS = 5;

  private final ObjectProvider<EventProcessorDefinition> declared;
  private final NodeHeartbeats nodeHeartbeats;
  private final Predicate<EventProcessorDefinition> paused;
  private final Duration pause;
  private final Map<String, Share> shares = new ConcurrentHashMap<>();
  private volatile boolean left;

  public FairSegmentProvider(
      ObjectProvider<EventProcessorDefinition> declared,
      NodeHeartbeats nodeHeartbeats,
      Predicate<EventProcessorDefinition> paused,
      Duration claimTimeout) {
    this.declared = declared;
    this.nodeHeartbeats = nodeHeartbeats;
    this.paused = paused;
    this.pause = claimTimeout.dividedBy(HEARTBEATS);
  }

  @Override
  public int getMaxSegments(String processor) {
    return shares.computeIfAbsent(processor, this::shareOf).now();
  }

  /** Called when its processors have stopped, so that other nodes need not wait for the timeout. */
  void leave() {
    left = true;
    try {
      declared.forEach(nodeHeartbeats::leave);
    } catch (DataAccessException away) {
      log.debug("Other nodes will notice by timeout that this node is gone", away);
    }
  }

  private Share shareOf(String processor) {
    return new Share(
        declared.stream()
            .filter(known -> known.name().equals(processor))
            .findFirst()
            .orElseThrow(
                () -> new IllegalStateException("No such processor is declared: " + processor)));
  }

  /** The share in one processor. */
  private final class Share {

    private final EventProcessorDefinition processor;
    private int most = Integer.MAX_VALUE;
    private int others;
    private long renewedAt = System.nanoTime() - pause.toNanos();

    Share(EventProcessorDefinition processor) {
      this.processor = processor;
    }

    synchronized int now() {
      if (!left && System.nanoTime() - renewedAt >= pause.toNanos()) {
        renew();
        renewedAt = System.nanoTime();
      }
      return paused.test(processor) ? 0 : most;
    }

    /** Changes nothing while the database is unavailable. */
    private void renew() {
      try {
        var present = nodeHeartbeats.beat(processor);
        int share = present.share();
        if (present.others() != others) { // not at the start of a single node
          log.info(
              "{}: up to {} of {} segments on this node, beside {} other nodes",
              processor.name(),
              share,
              present.segments(),
              present.others());
        }
        most = share;
        others = present.others();
      } catch (DataAccessException away) {
        log.debug("The number of nodes is unknown", away);
      }
    }
  }
}
