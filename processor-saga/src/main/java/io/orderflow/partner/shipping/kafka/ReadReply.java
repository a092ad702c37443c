package io.orderflow.partner.shipping.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderflow.inbox.CallbackSource;
import io.orderflow.inbox.InterpretedNotice;
import io.orderflow.inbox.Notice;
import io.orderflow.partner.PartnerJson;
import io.orderflow.partner.SingleLineText;
import java.util.Arrays;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** A record of the carrier, parsed and validated. */
sealed interface ReadReply {

  record Parsed(Notice notice, String body) implements ReadReply {}

  record Irrelevant() implements ReadReply {}

  /**
   * It can never be used.
   *
   * @param reason a sentence that quotes nothing of it
   */
  record Unreadable(String reason) implements ReadReply {}

  int MAX_REASON = 500;

  static ReadReply of(ConsumerRecord<byte[], byte[]> reply) {
    try {
      return read(reply.key(), reply.value());
    } catch (JacksonException unreadable) {
      return new Unreadable("it must be JSON with all members of a known type of reply");
    } catch (IllegalArgumentException malformed) {
      return new Unreadable(
          SingleLineText.line(String.valueOf(malformed.getMessage()), MAX_REASON));
    }
  }

  private static ReadReply read(byte @Nullable [] key, byte @Nullable [] value) {
    if (value == null) {
      throw new IllegalArgumentException("it must have a value");
    }
    var body = PartnerJson.text(value);
    var notice = CallbackSource.SHIPPING.read(body);
    if (key == null || !Arrays.equals(key, notice.orderId().getBytes(UTF_8))) {
      throw new IllegalArgumentException("the key of its record must be its orderId");
    }
    return switch (notice.interpret()) {
      case InterpretedNotice.Irrelevant() -> new Irrelevant();
      case InterpretedNotice.Command _, InterpretedNotice.Unusable _ -> new Parsed(notice, body);
    };
  }
}
