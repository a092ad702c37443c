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
  private final TailPollDelay pace;

  GroupingEventStorageEngine(
      Builder builder, GapTracker gaps, EventAppender appender, TailPollDelay pace) {
    super(builder, gaps);
    this.appender = appender;
    this.pace = pace;
  }

  /** Only the tail may block: the one thread that reads new events for all processors. */
  @Override
  protected Stream<? extends TrackedEventData<?>> readEventData(
      @Nullable TrackingToken position, boolean mayBlock) {
    if (!mayBlock) {
      return super.readEventData(position, false);
    }
    LockSupport.parkNanos(pace.rest().toNanos());
    return super.readEventData(position, true).peek(_ -> pace.found());
  }

  @Override
  protected void appendEvents(List<? extends EventMessage<?>> events, Serializer serializer) {
    if (!events.isEmpty()) {
      appender.append(events);
    }
  }
}
