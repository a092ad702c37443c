package io.orderflow.integration.webhook;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderflow.integration.webhook.SecretEncryption.UnreadableSecretException;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SecretEncryptionTest {

  private final SecretEncryption encryption = new SecretEncryption(TestSettings.of(Map.of()).key());
  private final WebhookSecret secret = WebhookSecret.random();

  @Test
  void a_secret_is_read_as_it_was_stored_and_stored_differently_each_time() {
    var stored = encryption.encrypt(secret);
    assertThat(encryption.decrypt(stored)).isEqualTo(secret);
    assertThat(stored).isNotEqualTo(encryption.encrypt(secret));
    assertThat(new String(stored, ISO_8859_1)).doesNotContain("whsec_");
    assertThat(secret.text()).matches("whsec_[A-Za-z0-9+/]{43}=");
  }

  @Test
  void what_was_altered_or_stored_with_another_key_is_not_read() {
    var stored = encryption.encrypt(secret);
    assertThatThrownBy(() -> new SecretEncryption(new byte[32]).decrypt(stored))
        .isInstanceOf(UnreadableSecretException.class)
        .hasMessageContaining("encryption-key");
    stored[stored.length - 1] ^= 1;
    assertThatThrownBy(() -> encryption.decrypt(stored))
        .isInstanceOf(UnreadableSecretException.class);
    assertThatThrownBy(() -> encryption.decrypt(new byte[3]))
        .isInstanceOf(UnreadableSecretException.class);
  }
}
