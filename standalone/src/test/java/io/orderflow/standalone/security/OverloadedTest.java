package io.orderflow.standalone.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.web.admission.AdmissionPolicy;
import io.orderflow.web.admission.AdmissionRefusal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.test.annotation.DirtiesContext;

/** While no orders are taken, those who may not place one are still told that first. */
@DirtiesContext
@Import(OverloadedTest.Closed.class)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class OverloadedTest extends SecuredApplication {

  @TestConfiguration(proxyBeanMethods = false)
  static class Closed {

    @Bean
    AdmissionPolicy closed() {
      return request ->
          request.getMethod().equals("POST")
              ? Optional.of(AdmissionRefusal.overloaded("Closed."))
              : Optional.empty();
    }
  }

  @Test
  void a_caller_without_the_scope_is_denied_even_under_overload() {
    assertThat(status(null)).isEqualTo(401);
    assertThat(status(ISSUER.token("alice", "orders:read"))).isEqualTo(403);
    assertThat(status(ALICE)).isEqualTo(503);
  }

  private int status(@Nullable String token) {
    return send("POST", "/api/v1/orders", token, order("alice")).statusCode();
  }
}
