package io.orderflow.partner.kafka;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.springframework.kafka.core.ProducerFactory;

/** Kafka's producers without a broker: each record waits until it is confirmed or refused. */
public final class ScriptedProducers implements ProducerFactory<byte[], byte[]> {

  private final List<MockProducer<byte[], byte[]>> made = new CopyOnWriteArrayList<>();
  private volatile boolean mustMake = true;

  public SelfReplacingProducer steady() {
    return new SelfReplacingProducer(this);
  }

  @Override
  public Producer<byte[], byte[]> createProducer() {
    if (mustMake) {
      mustMake = false;
      made.add(new Lent());
    }
    return made.getLast();
  }

  @Override
  public Producer<byte[], byte[]> createNonTransactionalProducer() {
    return createProducer();
  }

  @Override
  public void reset() {
    mustMake = true;
  }

  /** The number of producers created so far. */
  public int count() {
    return made.size();
  }

  /** All records sent over the current producer. */
  public List<ProducerRecord<byte[], byte[]>> sent() {
    return made.isEmpty() ? List.of() : made.getLast().history();
  }

  public void confirmNext() {
    made.getLast().completeNext();
  }

  public void failNext(RuntimeException failure) {
    made.getLast().errorNext(failure);
  }

  /** From now on every send fails. */
  void refuse(RuntimeException failure) {
    made.getLast().sendException = failure;
  }

  /** Called after each record; the producer stays open. */
  private static final class Lent extends MockProducer<byte[], byte[]> {

    Lent() {
      super(false, null, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public void close(Duration timeout) {
      // goes on
    }
  }
}
