package io.orderflow.web.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class LoginPropertiesTest {

  private static final PagesWithLogin PAGES = new PagesWithLogin("/pages", List.of("pages:see"));

  private final Map<String, Object> set =
      new HashMap<>(
          Map.of(
              "orderflow.security.issuer", "https://issuer.example/realm",
              "orderflow.security.audience", "orderflow",
              "orderflow.security.login.client-id", "console",
              "orderflow.security.login.client-secret", "0123456789abcdef",
              "orderflow.security.login.public-url", "https://orders.example.com"));

  @Test
  void without_a_client_there_is_no_login() {
    set.remove("orderflow.security.login.client-id");
    set.put("orderflow.security.login.public-url", "nonsense");
    assertThat(complete(SecurityMode.OPEN).isOn()).isFalse();
  }

  @Test
  void a_client_a_secret_and_an_address_are_enough() {
    var properties = complete(SecurityMode.TOKEN);
    assertThat(properties.isOn()).isTrue();
    assertThat(properties.isSecure()).isTrue();
    assertThat(properties.session()).hasHours(1);
    assertThat(properties.asked(PAGES)).containsExactly("openid", "pages:see");
  }

  @Test
  void other_scopes_than_the_pages_need_may_be_asked_for() {
    set.put("orderflow.security.login.scopes", "profile,all");
    assertThat(complete(SecurityMode.TOKEN).asked(PAGES))
        .containsExactly("openid", "profile", "all");
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://127.0.0.1:8080", "http://localhost", "http://[::1]:9"})
  void this_machine_needs_no_tls(String address) {
    set.put("orderflow.security.login.public-url", address);
    assertThat(complete(SecurityMode.TOKEN).isSecure()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "client-secret, short, ORDERFLOW_SECURITY_LOGIN_CLIENTSECRET",
    "client-secret, 0123456789abcde, at least 16 characters",
    "public-url, '', ORDERFLOW_SECURITY_LOGIN_PUBLICURL",
    "public-url, http://orders.example.com, for this machine only",
    "public-url, https://orders.example.com/shop, without a path",
    "public-url, https://evil@orders.example.com, without a path",
    "session, 4m, Set it to 5m to 12h.",
    "session, 13h, Set it to 5m to 12h.",
  })
  void a_wrong_setting_is_refused_with_its_remedy(String name, String value, String remedy) {
    set.put("orderflow.security.login." + name, value);
    assertThatThrownBy(() -> complete(SecurityMode.TOKEN))
        .isInstanceOfSatisfying(
            InvalidConfigurationPropertyValueException.class,
            refused -> {
              assertThat(refused.getName()).isEqualTo("orderflow.security.login." + name);
              assertThat(refused.getReason()).contains(remedy);
              assertThat(String.valueOf(refused.getValue())).doesNotContain("short ");
            });
  }

  @Test
  void a_login_without_tokens_is_refused() {
    assertThatThrownBy(() -> complete(SecurityMode.OPEN_ACCEPTED))
        .hasMessageContaining("ORDERFLOW_SECURITY_ISSUER");
  }

  @Test
  void an_issuer_without_discovery_has_no_login() {
    set.put("orderflow.security.issuer", "me");
    set.put("orderflow.security.public-key", "/a/file");
    assertThatThrownBy(() -> complete(SecurityMode.TOKEN)).hasMessageContaining("not a URL");
  }

  @Test
  void the_secret_is_kept_out_of_logs() {
    assertThat(complete(SecurityMode.TOKEN)).asString().doesNotContain("0123456789abcdef");
  }

  private LoginProperties complete(SecurityMode mode) {
    var binder = new Binder(new MapConfigurationPropertySource(set));
    return binder
        .bindOrCreate("orderflow.security.login", LoginProperties.class)
        .complete(mode, binder.bindOrCreate("orderflow.security", TokenProperties.class));
  }
}
