package io.orderflow.web.security;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.jwt.Jwt;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class CallerAuthenticationTest {

  @Test
  void the_subject_names_the_caller_whatever_the_scopes() {
    assertThat(caller("ops-1", "orders:operate").getName())
        .isEqualTo(caller("ops-1", "orders:read orders:operate").getName())
        .isNotEqualTo(caller("ops-2", "orders:operate").getName());
  }

  @Test
  void a_caller_prints_no_identity() {
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
