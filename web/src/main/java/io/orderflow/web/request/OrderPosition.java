package io.orderflow.web.request;

import io.orderflow.api.OrderId;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Where an order stood when a request that changes orders was answered. A client takes it from that
 * answer to a list that has to show the change. It names the order and its version, which every
 * node can look up in its rows, whatever the event store.
 *
 * <p>Its text is opaque to clients and not signed: a position says nothing about who may see the
 * order.
 *
 * @param version from 0 up to {@value #MAX_VERSION}
 */
public record OrderPosition(OrderId orderId, long version) {

  /** The response header with the position. */
  public static final String HEADER = "Orderflow-Position";

  static final long MAX_VERSION = (1L << 56) - 1;

  /** Its bits begin the first character; a further form would have another one. */
  private static final byte FORM = 4;

  private static final Pattern TEXT = Pattern.compile("B[A-P][A-Za-z0-9_-]{30}");

  public OrderPosition {
    if (version < 0 || version > MAX_VERSION) {
      throw new IllegalArgumentException("version must be from 0 to " + MAX_VERSION);
    }
  }

  /**
   * @throws IllegalArgumentException with a sentence for the client, if no position has this text
   */
  public static OrderPosition parse(String text) {
    if (!TEXT.matcher(text).matches()) {
      throw new IllegalArgumentException("must be the " + HEADER + " of an earlier answer");
    }
    var bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
    long version = bytes.getLong() & MAX_VERSION;
    return new OrderPosition(new OrderId(new UUID(bytes.getLong(), bytes.getLong())), version);
  }

  /** The text that clients carry: 32 characters, which need no encoding in a query. */
  @Override
  public String toString() {
    byte[] bytes =
        ByteBuffer.allocate(3 * Long.BYTES)
            .putLong((long) FORM << 56 | version)
            .putLong(orderId.value().getMostSignificantBits())
            .putLong(orderId.value().getLeastSignificantBits())
            .array();
    return Base64.getUrlEncoder().encodeToString(bytes);
  }
}
