package io.orderflow.partner.shipping.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.partner.kafka.ScriptedProducers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Sending dead letters to a scripted broker. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class UnusableReplySenderTest {

  private final ScriptedProducers producers = new ScriptedProducers();
  private final UnusableReplySender deadLetterSender =
      new UnusableReplySender(producers.steady(), Duration.ofSeconds(20));

  @Test
  void all_letters_are_in_flight_before_the_first_is_confirmed() {
    var brought = bring(3);
    awaitSent(3);
    assertThat(brought).isNotDone();
    producers.confirmNext();
    producers.confirmNext();
    assertThat(brought).isNotDone();
    producers.confirmNext();
    assertThat(brought).succeedsWithin(Duration.ofSeconds(20));
  }

  @Test
  void a_refused_letter_is_replaced_by_its_position_and_its_batch_is_sent_again() {
    var brought = bring(5);
    awaitSent(5);
    producers.failNext(new InvalidRecordException("no key"));
    producers.failNext(new KafkaException("it was part of a batch with one that is invalid"));
    producers.failNext(new RecordTooLargeException("it is"));
    producers.confirmNext();
    producers.failNext(new RecordBatchTooLargeException("it is"));
    awaitSent(9);
    IntStream.range(0, 4).forEach(_ -> producers.confirmNext());
    assertThat(brought).succeedsWithin(Duration.ofSeconds(20));
    assertThat(producers.sent().subList(5, 9))
        .extracting(record -> record.key() == null ? "" : new String(record.key(), UTF_8))
        .containsExactly("replies-0@0", "", "replies-0@2", "replies-0@4");
  }

  @Test
  void sending_fails_if_even_the_position_is_refused() {
    var brought = bring(1);
    awaitSent(1);
    producers.failNext(new InvalidRecordException("no"));
    awaitSent(2);
    producers.failNext(new InvalidRecordException("no"));
    assertThat(brought).failsWithin(Duration.ofSeconds(20));
  }

  @Test
  void a_missing_permission_fails_at_once() {
    var brought = bring(1);
    awaitSent(1);
    producers.failNext(new TopicAuthorizationException("no"));
    assertThat(brought).failsWithin(Duration.ofSeconds(20));
    assertThat(producers.sent()).hasSize(1);
  }

  @Test
  void sending_fails_if_the_refused_letter_is_unknown() {
    var brought = bring(2);
    awaitSent(2);
    producers.failNext(new KafkaException("some reason"));
    producers.failNext(new KafkaException("some reason"));
    assertThat(brought).failsWithin(Duration.ofSeconds(20));
  }

  private CompletableFuture<Void> bring(int letters) {
    var all =
        IntStream.range(0, letters)
            .mapToObj(i -> new ConsumerRecord<byte[], byte[]>("replies", 0, i, null, new byte[1]))
            .map(
                reply ->
                    UnusableReplyRecord.complete(
                        new UnusableReply(reply, "of a test"), "replies.dead"))
            .toList();
    return CompletableFuture.runAsync(() -> deadLetterSender.send(List.copyOf(all)));
  }

  private void awaitSent(int records) {
    await().until(() -> producers.sent().size() == records);
  }
}
