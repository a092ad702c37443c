package io.orderflow.partner.shipping.kafka;

import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * A record for the dead-letter topic.
 *
 * @param whole whether it holds the reply, or only its position
 */
record UnusableReplyRecord(
    UnusableReply dead, ProducerRecord<byte[], byte[]> record, boolean whole) {

  static UnusableReplyRecord complete(UnusableReply dead, String topic) {
    return new UnusableReplyRecord(dead, dead.complete(topic), true);
  }

  UnusableReplyRecord positionOnly(String why) {
    return new UnusableReplyRecord(dead, dead.positionOnly(record.topic(), why), false);
  }

  int length() {
    var value = record.value();
    return value == null ? 0 : value.length;
  }
}
