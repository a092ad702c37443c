package io.orderflow.partner.shipping.kafka;

import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * A dead reply on its way into its topic.
 *
 * @param whole as it came; else only where it is
 */
record DeadLetterRecord(DeadReply dead, ProducerRecord<byte[], byte[]> record, boolean whole) {

  static DeadLetterRecord asItCame(DeadReply dead, String topic) {
    return new DeadLetterRecord(dead, dead.asItCame(topic), true);
  }

  DeadLetterRecord whereItIs(String why) {
    return new DeadLetterRecord(dead, dead.whereItIs(record.topic(), why), false);
  }

  int length() {
    var value = record.value();
    return value == null ? 0 : value.length;
  }
}
