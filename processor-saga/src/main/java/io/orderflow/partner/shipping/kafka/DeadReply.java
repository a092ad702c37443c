package io.orderflow.partner.shipping.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * A reply that no order can be told of.
 *
 * @param reason a sentence, which quotes nothing of it
 */
record DeadReply(ConsumerRecord<byte[], byte[]> reply, String reason) {

  ProducerRecord<byte[], byte[]> asItCame(String topic) {
    return why(new ProducerRecord<>(topic, null, reply.key(), reply.value(), reply.headers()));
  }

  /**
   * It stays there for as long as replies are kept. Key and value are such that a topic which keeps
   * the last record of each key takes this one, and keeps it.
   *
   * @param why the whole of it cannot be put away
   */
  ProducerRecord<byte[], byte[]> whereItIs(String topic, String why) {
    var letter = new ProducerRecord<>(topic, place().getBytes(UTF_8), new byte[0]);
    letter.headers().add("orderflow-left-out", ("key, value and headers, " + why).getBytes(UTF_8));
    return why(letter);
  }

  private ProducerRecord<byte[], byte[]> why(ProducerRecord<byte[], byte[]> letter) {
    letter
        .headers()
        .add("orderflow-reason", reason.getBytes(UTF_8))
        .add("orderflow-topic", reply.topic().getBytes(UTF_8))
        .add("orderflow-partition", Integer.toString(reply.partition()).getBytes(UTF_8))
        .add("orderflow-offset", Long.toString(reply.offset()).getBytes(UTF_8));
    return letter;
  }

  private String place() {
    return reply.topic() + "-" + reply.partition() + "@" + reply.offset();
  }

  @Override
  public String toString() {
    return place() + ": " + reason;
  }
}
