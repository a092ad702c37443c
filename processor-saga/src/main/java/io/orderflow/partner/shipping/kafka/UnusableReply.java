package io.orderflow.partner.shipping.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * An unusable reply.
 *
 * @param reason a sentence that quotes nothing of it
 */
record UnusableReply(ConsumerRecord<byte[], byte[]> reply, String reason) {

  ProducerRecord<byte[], byte[]> complete(String topic) {
    return why(new ProducerRecord<>(topic, null, reply.key(), reply.value(), reply.headers()));
  }

  /**
   * Names the position of the reply, which remains in its own topic. A compacted topic accepts and
   * keeps such a record, too.
   *
   * @param why the reply itself cannot be written
   */
  ProducerRecord<byte[], byte[]> positionOnly(String topic, String why) {
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
