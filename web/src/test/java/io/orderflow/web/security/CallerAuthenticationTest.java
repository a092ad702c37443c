package io.orderflow.web.security;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.jwt.Jwt;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class CallerAuthenticationTest {

  @Test
  void a_caller_has_one_name_whatever_the_token_and_another_caller_has_another() {
    assertThat(caller("ops-1", "orders:operate").getName())
        .isEqualTo(caller("ops-1", "orders:read orders:operate").getName())
        .isNotEqualTo(caller("ops-2", "orders:operate").getName());
  }

  @Test
  void a_caller_that_is_printed_does_not_say_who_it_is() {
    assertThat(caller("ops-1", "orders:operate").toString()).doesNotContain("ops-1");
  }

  private static CallerAuthentication caller(String subject, String scope) {
    var token =
        Jwt.withTokenValue("token")
            .header("alg", "RS256")
            .subject(subject)
            .claim("scope", scope)
            .build();
    return CallerAuthentication.of(token, "sub");
  }
}
