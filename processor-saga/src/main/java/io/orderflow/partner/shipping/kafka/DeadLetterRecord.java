package io.orderflow.partner.shipping.kafka;

import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * A record for the dead-letter topic.
 *
 * @param whole whether it holds the reply, or only its position
 */
record DeadLetterRecord(DeadReply dead, ProducerRecord<byte[], byte[]> record, boolean whole) {

  static DeadLetterRecord complete(DeadReply dead, String topic) {
    return new DeadLetterRecord(dead, dead.complete(topic), true);
  }

  DeadLetterRecord positionOnly(String why) {
    return new DeadLetterRecord(dead, dead.positionOnly(record.topic(), why), false);
  }

  int length() {
    var value = record.value();
    return value == null ? 0 : value.length;
  }
}
