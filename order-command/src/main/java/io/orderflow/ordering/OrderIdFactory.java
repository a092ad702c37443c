package io.orderflow.ordering;

import io.orderflow.api.CustomerId;
import io.orderflow.api.OrderId;
import io.orderflow.web.request.IdempotencyKey;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * Creates order ids (RFC 9562).
 *
 * <p>With an Idempotency-Key the id follows from customer and key (version 5), so that a repeated
 * request means the same order on every node and after every crash. Without one it is time-ordered
 * and random (version 7).
 */
final class OrderIdFactory {

  /** Never to be changed: every id derived so far depends on it. */
  private static final UUID NAMESPACE = UUID.fromString("6f1c0d5e-3b0a-5c1d-9a57-0e2f6b7c8d91");

  private final Clock clock;
  private final RandomGenerator random;

  OrderIdFactory(Clock clock, RandomGenerator random) {
    this.clock = clock;
    this.random = random;
  }

  OrderId derived(CustomerId customer, IdempotencyKey key) {
    byte[] hash =
        new FieldDigest("SHA-1")
            .bytes(bytes(NAMESPACE))
            .field(customer)
            .field(key.value())
            .result();
    var halves = ByteBuffer.wrap(hash);
    return id(5, halves.getLong(), halves.getLong());
  }

  OrderId fresh() {
    return id(7, (clock.millis() << 16) | random.nextInt(1 << 16), random.nextLong());
  }

  /** A random secret in place of the key the client did not send. */
  String randomKey() {
    return Long.toHexString(random.nextLong()) + Long.toHexString(random.nextLong());
  }

  private static OrderId id(int version, long high, long low) {
    return new OrderId(
        new UUID(
            (high & 0xffff_ffff_ffff_0fffL) | ((long) version << 12),
            (low & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L));
  }

  private static byte[] bytes(UUID id) {
    return ByteBuffer.allocate(2 * Long.BYTES)
        .putLong(id.getMostSignificantBits())
        .putLong(id.getLeastSignificantBits())
        .array();
  }
}
