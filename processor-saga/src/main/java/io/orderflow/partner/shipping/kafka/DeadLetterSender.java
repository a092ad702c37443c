package io.orderflow.partner.shipping.kafka;

import io.orderflow.partner.kafka.SelfReplacingProducer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.kafka.KafkaException;

/** Brings letters to their topic: all are under way before the first is waited for. */
final class DeadLetterSender {

  private final SelfReplacingProducer kafka;
  private final Duration timeout;

  /**
   * @param timeout longer than Kafka takes to give a record up, so that Kafka says why
   */
  DeadLetterSender(SelfReplacingProducer kafka, Duration timeout) {
    this.kafka = kafka;
    this.timeout = timeout;
  }

  /**
   * When this returns, the broker has all of them: the whole, or word of where it is.
   *
   * @throws KafkaException if it has not
   */
  void bring(List<DeadLetterRecord> letters) {
    var left = letters;
    while (!left.isEmpty()) {
      var again = round(left);
      if (again.size() == left.size() && whole(again) == whole(left)) {
        throw new KafkaException("Kafka takes none of " + left.size() + " records");
      }
      left = again;
    }
  }

  private static long whole(List<DeadLetterRecord> letters) {
    return letters.stream().filter(DeadLetterRecord::whole).count();
  }

  /** Answers those that must be sent once more, each in the form in which it may be taken. */
  private List<DeadLetterRecord> round(List<DeadLetterRecord> letters) {
    var sent = new ArrayList<CompletableFuture<?>>();
    for (var letter : letters) {
      var confirmation = kafka.send(letter.record());
      if (confirmation.isCompletedExceptionally()) {
        var _ = again(letter, confirmation); // with a broker that is away it ends here
      }
      sent.add(confirmation);
    }
    var again = new ArrayList<DeadLetterRecord>();
    for (int i = 0; i < sent.size(); i++) {
      again(letters.get(i), sent.get(i)).ifPresent(again::add);
    }
    return again;
  }

  private Optional<DeadLetterRecord> again(
      DeadLetterRecord letter, CompletableFuture<?> confirmation) {
    try {
      confirmation.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
      return Optional.empty();
    } catch (ExecutionException failed) {
      return Optional.of(another(letter, NestedExceptionUtils.getMostSpecificCause(failed)));
    } catch (TimeoutException silent) {
      throw cannotWrite(letter, silent);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw cannotWrite(letter, stopped);
    }
  }

  private static DeadLetterRecord another(DeadLetterRecord letter, Throwable failure) {
    return switch (failure) {
      case RecordTooLargeException _ when letter.whole() -> letter.whereItIs("too long");
      case RecordBatchTooLargeException _ when letter.whole() -> letter.whereItIs("too long");
      case InvalidRecordException _ when letter.whole() -> letter.whereItIs("refused by the topic");
      // Kafka's word for one that is as it must be, and was in one batch with one that is not.
      case org.apache.kafka.common.KafkaException beside
          when beside.getClass() == org.apache.kafka.common.KafkaException.class ->
          letter;
      default -> throw cannotWrite(letter, failure);
    };
  }

  private static KafkaException cannotWrite(DeadLetterRecord letter, Throwable cause) {
    return new KafkaException("cannot write to " + letter.record().topic(), cause);
  }
}
