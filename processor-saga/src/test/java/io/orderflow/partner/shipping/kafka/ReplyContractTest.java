package io.orderflow.partner.shipping.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.partner.kafka.KafkaContract;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.node.ObjectNode;

/** Accepts exactly the replies of docs/partners/shipping-kafka.yaml. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ReplyContractTest {

  static Stream<ObjectNode> replies() {
    return KafkaContract.examples("replies");
  }

  @Test
  void every_type_has_an_example() {
    assertThat(replies().map(reply -> reply.get("type").asString()))
        .containsExactlyInAnyOrder(
            "ACCEPTED", "DISPATCHED", "DELIVERED", "REFUSED", "CANCELLED", "CANCELLATION_REFUSED");
  }

  @ParameterizedTest
  @MethodSource("replies")
  void each_example_matches_its_schema_and_is_readable(ObjectNode reply) {
    assertThat(KafkaContract.violations("Reply", reply.toString())).isEmpty();
    assertThat(read(reply)).isNotInstanceOf(ReadReply.Unreadable.class);
  }

  @ParameterizedTest
  @MethodSource("replies")
  void unknown_members_are_ignored(ObjectNode reply) {
    reply.putObject("weather").put("rain", true);
    assertThat(KafkaContract.violations("Reply", reply.toString())).isEmpty();
    assertThat(read(reply)).isNotInstanceOf(ReadReply.Unreadable.class);
  }

  @ParameterizedTest
  @MethodSource("replies")
  void a_missing_member_violates_the_schema_and_is_refused(ObjectNode reply) {
    var schema = KafkaContract.schemaOf(reply.get("type").asString());
    for (var member : schema.get("required").valueStream().map(each -> each.asString()).toList()) {
      var lacking = reply.deepCopy().without(member);
      assertThat(KafkaContract.violations("Reply", lacking.toString())).as(member).isNotEmpty();
      if (isLookedAt(reply, member)) {
        assertThat(read(lacking)).as(member).isInstanceOf(ReadReply.Unreadable.class);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("replies")
  void a_malformed_member_violates_the_schema_and_is_refused(ObjectNode reply) {
    for (var member : reply.propertyNames()) {
      var spoilt = reply.deepCopy().put(member, "no\u0007 good");
      if (member.equals("detail")) {
        continue; // may say anything
      }
      assertThat(KafkaContract.violations("Reply", spoilt.toString())).as(member).isNotEmpty();
      if (isLookedAt(reply, member)) {
        assertThat(read(spoilt)).as(member).isInstanceOf(ReadReply.Unreadable.class);
      }
    }
  }

  /** A delivery needs no tracking number. */
  private static boolean isLookedAt(ObjectNode reply, String member) {
    return !(reply.get("type").asString().equals("DELIVERED") && member.equals("trackingNumber"));
  }

  private static ReadReply read(ObjectNode reply) {
    var key = reply.path("orderId").asString("").getBytes(UTF_8);
    return ReadReply.of(
        new ConsumerRecord<>(
            KafkaContract.topic("replies"), 0, 0, key, reply.toString().getBytes(UTF_8)));
  }
}
