package io.orderflow.ordering;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/**
 * A digest over fields instead of bytes. Each field is preceded by its length, so that {@code ab,
 * c} and {@code a, bc} differ, and so do an empty and a missing field.
 */
final class FieldDigest {

  private final MessageDigest digest;

  FieldDigest(String algorithm) {
    try {
      digest = MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has " + algorithm, impossible);
    }
  }

  FieldDigest bytes(byte[] raw) {
    digest.update(raw);
    return this;
  }

  FieldDigest number(int number) {
    return bytes(ByteBuffer.allocate(Integer.BYTES).putInt(number).array());
  }

  FieldDigest field(@Nullable Object value) {
    if (value == null) {
      return number(-1);
    }
    byte[] text = value.toString().getBytes(StandardCharsets.UTF_8);
    return number(text.length).bytes(text);
  }

  byte[] result() {
    return digest.digest();
  }
}
