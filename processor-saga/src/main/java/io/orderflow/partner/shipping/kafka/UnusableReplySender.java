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

/** Sends dead letters: all are in flight before the first confirmation is awaited. */
final class UnusableReplySender {

  private final SelfReplacingProducer kafka;
  private final Duration timeout;

  /**
   * @param timeout longer than the producer's delivery time-out, so that the producer reports the
   *     cause
   */
  UnusableReplySender(SelfReplacingProducer kafka, Duration timeout) {
    this.kafka = kafka;
    this.timeout = timeout;
  }

  /**
   * When this returns, the broker has all of them: the whole reply, or its position.
   *
   * @throws KafkaException if it has not
   */
  void send(List<UnusableReplyRecord> letters) {
    var left = letters;
    while (!left.isEmpty()) {
      var again = round(left);
      if (again.size() == left.size() && whole(again) == whole(left)) {
        throw new KafkaException("Kafka takes none of " + left.size() + " records");
      }
      left = again;
    }
  }

  private static long whole(List<UnusableReplyRecord> letters) {
    return letters.stream().filter(UnusableReplyRecord::whole).count();
  }

  /** Returns the letters to be sent again, each in a form that the topic may accept. */
  private List<UnusableReplyRecord> round(List<UnusableReplyRecord> letters) {
    var sent = new ArrayList<CompletableFuture<?>>();
    for (var letter : letters) {
      var confirmation = kafka.send(letter.record());
      if (confirmation.isCompletedExceptionally()) {
        var _ = again(letter, confirmation); // an unreachable broker ends it here
      }
      sent.add(confirmation);
    }
    var again = new ArrayList<UnusableReplyRecord>();
    for (int i = 0; i < sent.size(); i++) {
      again(letters.get(i), sent.get(i)).ifPresent(again::add);
    }
    return again;
  }

  private Optional<UnusableReplyRecord> again(
      UnusableReplyRecord letter, CompletableFuture<?> confirmation) {
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

  private static UnusableReplyRecord another(UnusableReplyRecord letter, Throwable failure) {
    return switch (failure) {
      case RecordTooLargeException _ when letter.whole() -> letter.positionOnly("too long");
      case RecordBatchTooLargeException _ when letter.whole() -> letter.positionOnly("too long");
      case InvalidRecordException _ when letter.whole() ->
          letter.positionOnly("refused by the topic");
      // A valid record that shared its batch with an invalid one.
      case org.apache.kafka.common.KafkaException beside
          when beside.getClass() == org.apache.kafka.common.KafkaException.class ->
          letter;
      default -> throw cannotWrite(letter, failure);
    };
  }

  private static KafkaException cannotWrite(UnusableReplyRecord letter, Throwable cause) {
    return new KafkaException("cannot write to " + letter.record().topic(), cause);
  }
}
