package io.orderflow.partner.shipping.kafka;

import io.orderflow.partner.kafka.ConditionalOnTransport;
import io.orderflow.partner.kafka.KafkaProducers;
import io.orderflow.partner.kafka.ShippingProperties;
import io.orderflow.partner.kafka.Transport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.KafkaException;
import org.springframework.stereotype.Component;

/**
 * Writes unusable replies unchanged to the dead-letter topic, with the reason in their headers. At
 * least once: when in doubt a reply is written again.
 */
@Component
@ConditionalOnTransport(Transport.KAFKA)
class UnusableReplyPublisher {

  private static final Logger log = LoggerFactory.getLogger(UnusableReplyPublisher.class);
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  /** A bound on what is in flight, so that a slow broker confirms it in time. */
  private static final int BYTES_AT_ONCE = 1 << 20;

  private final String topic;
  private final UnusableReplySender deadLetterSender;

  UnusableReplyPublisher(ShippingProperties shipping, KafkaProducers kafkaProducers) {
    this.topic = shipping.kafka().topics().repliesDead();
    this.deadLetterSender =
        new UnusableReplySender(kafkaProducers.within(TIMEOUT), TIMEOUT.plusSeconds(1));
  }

  /**
   * When this returns, the broker has all of them.
   *
   * @throws KafkaException if it has not; then no offset may be committed
   */
  void publish(List<UnusableReply> unusable) {
    if (unusable.isEmpty()) {
      return;
    }
    var chunk = new ArrayList<UnusableReplyRecord>();
    int bytes = 0;
    for (var dead : unusable) {
      var letter = UnusableReplyRecord.complete(dead, topic);
      chunk.add(letter);
      bytes += letter.length();
      if (bytes >= BYTES_AT_ONCE) {
        deadLetterSender.send(chunk);
        chunk.clear();
        bytes = 0;
      }
    }
    deadLetterSender.send(chunk);
    log.warn( // one line per poll
        "Dead-lettered {} unusable replies of the carrier to {}; the first: {}",
        unusable.size(),
        topic,
        unusable.getFirst());
  }
}
