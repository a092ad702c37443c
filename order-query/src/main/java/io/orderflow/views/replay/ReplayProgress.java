package io.orderflow.views.replay;

import io.orderflow.engine.processors.StreamHead;
import java.util.OptionalLong;
import org.springframework.stereotype.Component;

/** How far a replay is, and how far it has to come. */
@Component
class ReplayProgress {

  private final ProcessorRows rows;
  private final ViewProcessors processors;
  private final StreamHead streamHead;

  ReplayProgress(ProcessorRows rows, ViewProcessors processors, StreamHead streamHead) {
    this.rows = rows;
    this.processors = processors;
    this.streamHead = streamHead;
  }

  /** The position of the rebuilt rows: that of the segment furthest behind. */
  long position() {
    return rows.position(processors.next());
  }

  /**
   * The position of the newest event, no older than that of the rows that are read; empty if the
   * event store does not answer.
   */
  OptionalLong newest() {
    var head = streamHead.position();
    return head.isEmpty()
        ? head
        : OptionalLong.of(Math.max(head.getAsLong(), rows.newest(processors.live())));
  }
}
