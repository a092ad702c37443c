package io.orderflow.callback;

import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * A dead reply on its way into its topic.
 *
 * @param whole as it came; else only where it is
 */
record Letter(DeadReply dead, ProducerRecord<byte[], byte[]> record, boolean whole) {

  static Letter asItCame(DeadReply dead, String topic) {
    return new Letter(dead, dead.asItCame(topic), true);
  }

  Letter whereItIs(String why) {
    return new Letter(dead, dead.whereItIs(record.topic(), why), false);
  }

  int length() {
    var value = record.value();
    return value == null ? 0 : value.length;
  }
}
