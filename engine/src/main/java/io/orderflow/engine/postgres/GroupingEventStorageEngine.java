package io.orderflow.engine.postgres;

import java.util.List;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.serialization.Serializer;

/** Reads like its parent; what it appends goes through the {@link EventAppender}. */
final class GroupingEventStorageEngine extends PostgresEventStorageEngine {

  private final EventAppender appender;

  GroupingEventStorageEngine(Builder builder, GapTracker gaps, EventAppender appender) {
    super(builder, gaps);
    this.appender = appender;
  }

  @Override
  protected void appendEvents(List<? extends EventMessage<?>> events, Serializer serializer) {
    if (!events.isEmpty()) {
      appender.append(events);
    }
  }
}
