package io.orderflow.inbox;

import io.orderflow.process.backlog.BacklogSource;
import java.time.Clock;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Callbacks that wait to be dispatched. */
@Component
class InboxBacklog implements BacklogSource {

  private final Inbox inbox;
  private final Clock clock;

  InboxBacklog(Inbox inbox, Clock clock) {
    this.inbox = inbox;
    this.clock = clock;
  }

  @Override
  public Duration delay() {
    var now = clock.instant();
    return inbox.oldestDue(now).map(due -> Duration.between(due, now)).orElse(Duration.ZERO);
  }
}
