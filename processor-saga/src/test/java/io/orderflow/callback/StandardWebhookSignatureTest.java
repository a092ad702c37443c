package io.orderflow.callback;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.inbox.StandardWebhookSecret;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With a callback that was signed elsewhere: the key, the id, the body and what came of them. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class StandardWebhookSignatureTest {

  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
  private static final long TIME = 1_614_265_330;
  private static final byte[] BODY = "{\"test\": 2432232314}".getBytes(UTF_8);
  private static final String GOOD = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
  private static final String WRONG = "v1,ZzBoTTlTc0UrT1RQSlRHdC90bUlLdFN5WmxFM3VGSkU=";

  @Test
  void a_callback_that_another_implementation_has_signed_is_genuine() {
    assertThat(isGenuine(TIME, GOOD)).isTrue();
  }

  @Test
  void a_secret_without_its_prefix_is_a_key_by_its_characters() {
    var raw = "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    assertThat(StandardWebhookSecret.key(raw)).isEqualTo(raw.getBytes(UTF_8));
    assertThat(StandardWebhookSecret.key(SECRET)).hasSize(24);
  }

  @Test
  void one_good_signature_of_several_is_enough() {
    assertThat(isGenuine(TIME, WRONG + " " + GOOD)).isTrue();
    assertThat(isGenuine(TIME, GOOD + " " + WRONG)).isTrue();
    assertThat(isGenuine(TIME, WRONG + " " + WRONG)).isFalse();
  }

  @Test
  void signatures_of_other_versions_are_ignored() {
    assertThat(isGenuine(TIME, "v1a,hnO3f9T8Ytu9HwrXslvumlUpqtNVqkhqw/enGzPCXe5B== " + GOOD))
        .isTrue();
    assertThat(isGenuine(TIME, GOOD.replace("v1,", "v2,"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(longs = {TIME - 300, TIME + 300})
  void five_minutes_of_difference_between_the_clocks_are_tolerated(long now) {
    assertThat(isGenuine(now, GOOD)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(longs = {TIME - 301, TIME + 301})
  void more_than_five_minutes_are_not(long now) {
    assertThat(isGenuine(now, GOOD)).isFalse();
  }

  @Test
  void what_is_signed_is_the_id_the_time_and_the_body() {
    var verifier = verifier(TIME);

    assertThat(verifier.isGenuine(ID + "x", "" + TIME, GOOD, BODY)).isFalse();
    assertThat(verifier.isGenuine(ID, "" + (TIME + 1), GOOD, BODY)).isFalse();
    assertThat(verifier.isGenuine(ID, "" + TIME, GOOD, "{}".getBytes(UTF_8))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "v1,",
        "g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
        "v1=g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
        GOOD + " ",
        GOOD + "  " + GOOD,
        GOOD + ",v1",
        GOOD + " v1,tooshort",
        GOOD + " nonsense"
      })
  void a_malformed_header_is_not_genuine(String signatures) {
    assertThat(isGenuine(TIME, signatures)).isFalse();
  }

  @Test
  void more_than_eight_signatures_are_not_looked_at() {
    assertThat(isGenuine(TIME, (WRONG + " ").repeat(7) + GOOD)).isTrue();
    assertThat(isGenuine(TIME, (WRONG + " ").repeat(8) + GOOD)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "1614265330.0", "9999999999999", "now"})
  void a_time_that_is_no_number_of_seconds_is_not_genuine(String timestamp) {
    assertThat(verifier(TIME).isGenuine(ID, timestamp, GOOD, BODY)).isFalse();
  }

  private static boolean isGenuine(long now, String signatures) {
    return verifier(now).isGenuine(ID, "" + TIME, signatures, BODY);
  }

  private static StandardWebhookSignature verifier(long now) {
    var clock = Clock.fixed(Instant.ofEpochSecond(now), ZoneOffset.UTC);
    var keys = List.of(StandardWebhookSecret.key(SECRET));
    return new StandardWebhookSignature(new SigningKeys(keys, clock));
  }
}
