package io.orderflow.engine.processors;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.axonframework.eventhandling.pooled.MaxSegmentProvider;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.dao.DataAccessException;

/**
 * How many segments of a processor this node may have, by how many nodes there are. A processor
 * asks before it claims any, about once a second, and gives up what is more. It is the asking that
 * says that the node is there: one whose processor stands still loses its share to the others.
 */
public final class FairSegmentProvider implements MaxSegmentProvider {

  private static final Logger LOG = LoggerFactory.getLogger(FairSegmentProvider.class);

  /** So many looks are missed before a node counts as gone. */
  private static final int LOOKS = 5;

  private final ObjectProvider<EventProcessor> declared;
  private final NodeHeartbeats nodeHeartbeats;
  private final Duration pause;
  private final Map<String, Share> shares = new ConcurrentHashMap<>();
  private volatile boolean left;

  public FairSegmentProvider(
      ObjectProvider<EventProcessor> declared,
      NodeHeartbeats nodeHeartbeats,
      Duration claimTimeout) {
    this.declared = declared;
    this.nodeHeartbeats = nodeHeartbeats;
    this.pause = claimTimeout.dividedBy(LOOKS);
  }

  @Override
  public int getMaxSegments(String processor) {
    return shares.computeIfAbsent(processor, this::shareOf).now();
  }

  /** Said when its processors have stopped: the others need not wait until it has been silent. */
  void leave() {
    left = true;
    try {
      declared.forEach(nodeHeartbeats::leave);
    } catch (DataAccessException away) {
      LOG.debug("The others will notice by themselves that this node is gone", away);
    }
  }

  private Share shareOf(String processor) {
    return new Share(
        declared.stream()
            .filter(known -> known.name().equals(processor))
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("Nobody declared " + processor)));
  }

  /** Of one processor. */
  private final class Share {

    private final EventProcessor processor;
    private int most = Integer.MAX_VALUE;
    private int others;
    private long lookedAt = System.nanoTime() - pause.toNanos();

    Share(EventProcessor processor) {
      this.processor = processor;
    }

    synchronized int now() {
      if (!left && System.nanoTime() - lookedAt >= pause.toNanos()) {
        look();
        lookedAt = System.nanoTime();
      }
      return most;
    }

    /** Where the database does not answer nothing changes; claims lapse there, too. */
    private void look() {
      try {
        var present = nodeHeartbeats.say(processor);
        int share = present.share();
        if (present.others() != others) { // who is alone need not be told
          LOG.info(
              "{}: up to {} of {} segments on this node, with {} others there",
              processor.name(),
              share,
              present.segments(),
              present.others());
        }
        most = share;
        others = present.others();
      } catch (DataAccessException away) {
        LOG.debug("Nobody says how many nodes there are", away);
      }
    }
  }
}
