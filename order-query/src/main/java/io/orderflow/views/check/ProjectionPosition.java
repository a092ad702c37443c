package io.orderflow.views.check;

import io.orderflow.engine.processors.EventProcessorDefinition;
import io.orderflow.engine.processors.StoredTokens;
import io.orderflow.engine.processors.StreamHead;
import java.util.OptionalLong;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/** How far the projection is, and how far it could be. */
@Component
class ProjectionPosition {

  private final StoredTokens tokens;
  private final StreamHead head;
  private final EventProcessorDefinition orderViews;

  ProjectionPosition(
      StoredTokens tokens,
      StreamHead head,
      @Qualifier("orderViews") EventProcessorDefinition orderViews) {
    this.tokens = tokens;
    this.head = head;
    this.orderViews = orderViews;
  }

  /** Of the newest event; empty if the event store does not answer. */
  OptionalLong newest() {
    return head.position();
  }

  /** Whether every segment, on whichever node, has passed this event and written what is read. */
  boolean hasPassed(long event) {
    return tokens.slowest(orderViews) >= event;
  }
}
