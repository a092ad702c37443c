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
 * Puts what cannot be used into a topic of its own, as it came, with the reason in its headers.
 * Perhaps more than once: when in doubt it is written again.
 */
@Component
@ConditionalOnTransport(Transport.KAFKA)
class DeadReplyPublisher {

  private static final Logger LOG = LoggerFactory.getLogger(DeadReplyPublisher.class);
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  /** So few that a slow broker has them in time, however many and long those of one poll are. */
  private static final int BYTES_AT_ONCE = 1 << 20;

  private final String topic;
  private final DeadLetterSender deadLetterSender;

  DeadReplyPublisher(ShippingProperties shipping, KafkaProducers kafkaProducers) {
    this.topic = shipping.kafka().topics().repliesDead();
    this.deadLetterSender =
        new DeadLetterSender(kafkaProducers.within(TIMEOUT), TIMEOUT.plusSeconds(1));
  }

  /**
   * When this returns, the broker has all of them.
   *
   * @throws KafkaException if it has not; then nothing may go on
   */
  void putAway(List<DeadReply> unusable) {
    if (unusable.isEmpty()) {
      return;
    }
    var some = new ArrayList<DeadLetterRecord>();
    int bytes = 0;
    for (var dead : unusable) {
      var letter = DeadLetterRecord.asItCame(dead, topic);
      some.add(letter);
      bytes += letter.length();
      if (bytes >= BYTES_AT_ONCE) {
        deadLetterSender.bring(some);
        some.clear();
        bytes = 0;
      }
    }
    deadLetterSender.bring(some);
    LOG.warn( // one line, however many somebody sends
        "{} replies of the carrier cannot be used and are now in {}; the first: {}",
        unusable.size(),
        topic,
        unusable.getFirst());
  }
}
