package io.orderflow.engine.postgres;

import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.TrackedEventData;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads like its parent, the tail at its own pace. What it appends goes through the {@link
 * EventAppender}.
 */
final class GroupingEventStorageEngine extends PostgresEventStorageEngine {

  private final EventAppender appender;
  private final TailReads reads;

  GroupingEventStorageEngine(
      Builder builder, GapTracker gaps, EventAppender appender, TailReads reads) {
    super(builder, gaps);
    this.appender = appender;
    this.reads = reads;
  }

  /** Only the tail may block: the one thread that reads new events for all processors. */
  @Override
  protected Stream<? extends TrackedEventData<?>> readEventData(
      @Nullable TrackingToken position, boolean mayBlock) {
    if (!mayBlock) {
      return super.readEventData(position, false);
    }
    if (!reads.mayFind(position)) {
      return Stream.empty();
    }
    LockSupport.parkNanos(reads.rest().toNanos());
    reads.begin(position);
    return super.readEventData(position, true).peek(event -> reads.found(event.trackingToken()));
  }

  @Override
  protected void appendEvents(List<? extends EventMessage<?>> events, Serializer serializer) {
    if (!events.isEmpty()) {
      appender.append(events);
    }
  }
}
