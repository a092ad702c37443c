package io.orderflow.web.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TokenPropertiesTest {

  private final Map<String, Object> set =
      new HashMap<>(
          Map.of(
              "orderflow.security.issuer", "https://issuer.example/realm",
              "orderflow.security.audience", "orderflow"));

  @Test
  void an_issuer_and_an_audience_are_enough() {
    var properties = bound().complete();
    assertThat(properties.discovery())
        .hasToString("https://issuer.example/realm/.well-known/openid-configuration");
    assertThat(properties.customerClaim()).isEqualTo("sub");
    assertThat(properties.algorithms()).containsExactly("RS256", "ES256");
  }

  /** The mode has the name that its settings begin with. */
  @Test
  void the_mode_is_a_setting_beside_them() {
    set.put("orderflow.security", "token");
    assertThat(bound().issuer()).isEqualTo("https://issuer.example/realm");
  }

  @Test
  void an_empty_setting_counts_as_not_set() {
    set.put("orderflow.security.jwk-set-uri", "");
    set.put("orderflow.security.public-key", "");
    assertThat(bound().complete().jwkSetUri()).isNull();
    assertThat(bound().complete().publicKey()).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "audience, '', ORDERFLOW_SECURITY_AUDIENCE",
    "issuer, orders-team, orderflow.security.jwk-set-uri",
    "jwk-set-uri, file:/etc/keys, begins with https://",
    "algorithms, HS256, Set it to some of",
    "algorithms, none, Set it to some of",
    "algorithms, 'RS256,HS512', Set it to some of",
    "clock-skew, 3m, Set it to 0s to 2m.",
    "clock-skew, -1s, Set it to 0s to 2m.",
    "customer-claim, ' ', Set it to a claim such as sub.",
  })
  void a_wrong_or_missing_setting_is_named_with_what_to_set(
      String name, String value, String sentence) {
    set.put("orderflow.security." + name, value);
    assertThatThrownBy(() -> bound().complete())
        .satisfies(
            failure -> {
              var root = failure.getCause() == null ? failure : rootOf(failure);
              assertThat(root).isInstanceOf(InvalidConfigurationPropertyValueException.class);
              var refusal = (InvalidConfigurationPropertyValueException) root;
              assertThat(refusal.getName()).isEqualTo("orderflow.security." + name);
              assertThat(refusal.getReason()).contains(sentence);
            });
  }

  @Test
  void two_sources_of_keys_are_refused() {
    set.put("orderflow.security.jwk-set-uri", "https://issuer.example/keys");
    set.put("orderflow.security.public-key", "key.pem");
    assertThatThrownBy(() -> bound().complete())
        .isInstanceOf(InvalidConfigurationPropertyValueException.class);
  }

  private TokenProperties bound() {
    return new Binder(new MapConfigurationPropertySource(set))
        .bindOrCreate("orderflow.security", TokenProperties.class);
  }

  private static Throwable rootOf(Throwable failure) {
    return failure.getCause() == null ? failure : rootOf(failure.getCause());
  }
}
