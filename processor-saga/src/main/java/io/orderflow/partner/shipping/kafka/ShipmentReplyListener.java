package io.orderflow.partner.shipping.kafka;

import io.orderflow.inbox.CallbackSource;
import io.orderflow.inbox.Inbox;
import io.orderflow.inbox.InboxScheduler;
import io.orderflow.inbox.ReceivedCallback;
import io.orderflow.partner.kafka.ConditionalOnTransport;
import io.orderflow.partner.kafka.Transport;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.listener.BatchMessageListener;
import org.springframework.stereotype.Component;

/**
 * Stores the carrier's replies in the inbox. When this returns, every record is stored or
 * dead-lettered, and offsets may be committed. After an exception all of them are read again.
 */
@Component
@ConditionalOnTransport(Transport.KAFKA)
class ShipmentReplyListener implements BatchMessageListener<byte[], byte[]> {

  private final Inbox inbox;
  private final InboxScheduler dispatching;
  private final UnusableReplyPublisher dead;
  private final Clock clock;

  ShipmentReplyListener(
      Inbox inbox, InboxScheduler dispatching, UnusableReplyPublisher dead, Clock clock) {
    this.inbox = inbox;
    this.dispatching = dispatching;
    this.dead = dead;
    this.clock = clock;
  }

  @Override
  public void onMessage(List<ConsumerRecord<byte[], byte[]>> replies) {
    var now = clock.instant();
    var parsed = new LinkedHashMap<ConsumerRecord<byte[], byte[]>, ReceivedCallback>();
    var unusable = new ArrayList<UnusableReply>();
    for (var reply : replies) {
      switch (ReadReply.of(reply)) {
        case ReadReply.Parsed(var notice, var body) ->
            parsed.put(reply, new ReceivedCallback(CallbackSource.SHIPPING, notice, body, now));
        case ReadReply.Irrelevant() -> {} // nothing to store
        case ReadReply.Unreadable(var reason) -> unusable.add(new UnusableReply(reply, reason));
      }
    }
    if (!parsed.isEmpty()) {
      unusable.addAll(store(parsed));
      dispatching.wake();
    }
    dead.publish(unusable);
  }

  /** Returns the replies whose event ids belong to others; of two in one poll, the later one. */
  private List<UnusableReply> store(Map<ConsumerRecord<byte[], byte[]>, ReceivedCallback> parsed) {
    var stored = inbox.store(List.copyOf(parsed.values())).iterator();
    var dead = new ArrayList<UnusableReply>();
    parsed.forEach(
        (reply, callback) -> {
          if (!callback.isRepetitionOf(stored.next())) {
            dead.add(new UnusableReply(reply, "its eventId belongs to another reply"));
          }
        });
    return dead;
  }
}
