package io.orderflow.integration.webhook;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Secrets as they are in the database: AES-256-GCM, each under a random nonce of its own. */
final class SecretEncryption {

  private static final String ALGORITHM = "AES/GCM/NoPadding";
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final SecretKeySpec key;
  private final SecureRandom random = new SecureRandom();

  /**
   * @param key 32 bytes
   */
  SecretEncryption(byte[] key) {
    this.key = new SecretKeySpec(key, "AES");
  }

  byte[] encrypt(WebhookSecret secret) {
    var nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    try {
      var cipher = cipher(Cipher.ENCRYPT_MODE, nonce);
      var sealed = cipher.doFinal(secret.text().getBytes(US_ASCII));
      return ByteBuffer.allocate(NONCE_BYTES + sealed.length).put(nonce).put(sealed).array();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every Java has " + ALGORITHM, impossible);
    }
  }

  /**
   * @throws UnreadableSecretException if it was encrypted with another key, or altered
   */
  WebhookSecret decrypt(byte[] stored) {
    try {
      var cipher = cipher(Cipher.DECRYPT_MODE, ByteBuffer.wrap(stored).slice(0, NONCE_BYTES));
      return new WebhookSecret(
          new String(cipher.doFinal(stored, NONCE_BYTES, stored.length - NONCE_BYTES), US_ASCII));
    } catch (GeneralSecurityException | IndexOutOfBoundsException foreign) {
      throw new UnreadableSecretException(foreign);
    }
  }

  private Cipher cipher(int mode, ByteBuffer nonce) throws GeneralSecurityException {
    var bytes = new byte[NONCE_BYTES];
    nonce.get(bytes);
    return cipher(mode, bytes);
  }

  private Cipher cipher(int mode, byte[] nonce) throws GeneralSecurityException {
    var cipher = Cipher.getInstance(ALGORITHM);
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    return cipher;
  }

  /** The key is not the one that a secret was stored with. */
  static final class UnreadableSecretException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnreadableSecretException(Throwable cause) {
      super(
          "a stored secret cannot be read with "
              + WebhookProperties.PREFIX
              + ".encryption-key: set the key that it was stored with",
          cause);
    }
  }
}
