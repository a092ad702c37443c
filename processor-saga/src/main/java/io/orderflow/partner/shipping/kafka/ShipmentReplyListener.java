package io.orderflow.partner.shipping.kafka;

import io.orderflow.inbox.CallbackSource;
import io.orderflow.inbox.Inbox;
import io.orderflow.inbox.InboxScheduler;
import io.orderflow.partner.kafka.ConditionalOnTransport;
import io.orderflow.partner.kafka.Transport;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.listener.BatchMessageListener;
import org.springframework.stereotype.Component;

/**
 * Takes what the carrier writes over Kafka into the inbox, which is where a callback would be after
 * its 202. When this returns, all records handed in are stored for good, or put away as unusable;
 * only then does the topic go on behind them. If it throws, all of them come again.
 */
@Component
@ConditionalOnTransport(Transport.KAFKA)
class ShipmentReplyListener implements BatchMessageListener<byte[], byte[]> {

  private final Inbox inbox;
  private final InboxScheduler runs;
  private final DeadReplyPublisher dead;
  private final Clock clock;

  ShipmentReplyListener(Inbox inbox, InboxScheduler runs, DeadReplyPublisher dead, Clock clock) {
    this.inbox = inbox;
    this.runs = runs;
    this.dead = dead;
    this.clock = clock;
  }

  @Override
  public void onMessage(List<ConsumerRecord<byte[], byte[]>> replies) {
    var news = new ArrayList<News>();
    var unusable = new ArrayList<DeadReply>();
    for (var reply : replies) {
      switch (ReadReply.of(reply)) {
        case ReadReply.News read -> news.add(new News(reply, read));
        case ReadReply.Irrelevant() -> {
          // nothing that anybody waits for
        }
        case ReadReply.Unreadable(var reason) -> unusable.add(new DeadReply(reply, reason));
      }
    }
    if (!news.isEmpty()) {
      unusable.addAll(store(news));
      runs.wake();
    }
    dead.putAway(unusable);
  }

  /** Answers those whose event ids belong to other replies; of two in one poll, to the first. */
  private List<DeadReply> store(List<News> news) {
    var bodies = new TreeMap<String, String>();
    news.forEach(each -> bodies.putIfAbsent(each.eventId(), each.read().body()));
    var kept = inbox.store(CallbackSource.SHIPPING, bodies, clock.instant());
    return news.stream()
        .filter(each -> !kept.says(each.read().notice(), each.read().body()))
        .map(each -> new DeadReply(each.reply(), "its eventId belongs to another reply"))
        .toList();
  }

  private record News(ConsumerRecord<byte[], byte[]> reply, ReadReply.News read) {

    private String eventId() {
      return read.notice().eventId();
    }
  }
}
