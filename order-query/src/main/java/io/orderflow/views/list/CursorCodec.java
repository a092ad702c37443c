package io.orderflow.views.list;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderflow.api.OrderId;
import io.orderflow.web.problem.ProblemException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Component;

/**
 * The text form of cursors: opaque to clients, and signed, so that none can be made up. A cursor is
 * accepted only for the filters, the sorting and the customer whose page it ended.
 */
@Component
class CursorCodec {

  private static final byte VERSION = 1;
  private static final int SCOPE_BYTES = 16;
  private static final int SIGNATURE_BYTES = 16;
  private static final int MOST_CHARACTERS = 400;

  private final CursorKey key;

  CursorCodec(CursorKey key) {
    this.key = key;
  }

  /**
   * @param scope a digest of what the cursor is for
   */
  String encode(Cursor cursor, byte[] scope) {
    var position = cursor.position();
    byte[] sortKey = position.key().getBytes(UTF_8);
    var orderId = position.orderId().value();
    byte[] content =
        ByteBuffer.allocate(3 + SCOPE_BYTES + 2 * Long.BYTES + sortKey.length)
            .put(VERSION)
            .put((byte) cursor.rank())
            .put((byte) (cursor.similar() ? 1 : 0))
            .put(scope, 0, SCOPE_BYTES)
            .putLong(orderId.getMostSignificantBits())
            .putLong(orderId.getLeastSignificantBits())
            .put(sortKey)
            .array();
    byte[] signed = Arrays.copyOf(content, content.length + SIGNATURE_BYTES);
    System.arraycopy(signature(content), 0, signed, content.length, SIGNATURE_BYTES);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(signed);
  }

  /**
   * @throws ProblemException if it was not made here, was changed since, or is for another list
   */
  Cursor decode(String text, byte[] scope) {
    byte[] signed = bytes(text);
    int length = signed.length - SIGNATURE_BYTES;
    if (length <= 0) {
      throw damaged();
    }
    byte[] content = Arrays.copyOf(signed, length);
    byte[] signature = Arrays.copyOfRange(signed, length, signed.length);
    if (!MessageDigest.isEqual(signature, Arrays.copyOf(signature(content), SIGNATURE_BYTES))) {
      throw damaged();
    }
    return read(ByteBuffer.wrap(content), scope);
  }

  private static Cursor read(ByteBuffer content, byte[] scope) {
    try {
      if (content.get() != VERSION) {
        throw damaged();
      }
      int rank = content.get();
      boolean similar = content.get() == 1;
      byte[] madeFor = new byte[SCOPE_BYTES];
      content.get(madeFor);
      if (!MessageDigest.isEqual(madeFor, Arrays.copyOf(scope, SCOPE_BYTES))) {
        throw ofAnotherList();
      }
      var orderId = new OrderId(new UUID(content.getLong(), content.getLong()));
      byte[] sortKey = new byte[content.remaining()];
      content.get(sortKey);
      return new Cursor(rank, similar, new Cursor.Position(new String(sortKey, UTF_8), orderId));
    } catch (BufferUnderflowException tooShort) {
      throw damaged().causedBy(tooShort);
    }
  }

  /** One text only for one cursor: unused bits in its last character must be zero. */
  private static byte[] bytes(String text) {
    if (text.length() > MOST_CHARACTERS) {
      throw damaged();
    }
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(text);
      if (Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(text)) {
        return bytes;
      }
      throw damaged();
    } catch (IllegalArgumentException noBase64) {
      throw damaged().causedBy(noBase64);
    }
  }

  private byte[] signature(byte[] content) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key.value(), "HmacSHA256"));
      return mac.doFinal(content);
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException("every Java has HMAC-SHA256", missing);
    }
  }

  private static ProblemException damaged() {
    return ProblemException.of(
        ListProblemCode.INVALID_CURSOR, "Send the cursor as it was in nextCursor, or none.");
  }

  private static ProblemException ofAnotherList() {
    return ProblemException.of(
        ListProblemCode.INVALID_CURSOR,
        "Send the cursor with the filters, the sort and the token of the page it came with, or"
            + " begin again without it.");
  }
}
