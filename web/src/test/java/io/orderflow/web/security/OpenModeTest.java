package io.orderflow.web.security;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.FilterChain;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Without a token a browser on this machine is the one thing that strangers could use. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class OpenModeTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"localhost", "LOCALHOST:8080", "127.0.0.1:8080", "[::1]:8080", "127.0.0.2"})
  void loopback_names_are_accepted(String host) {
    assertThat(passes(true, "POST", host, null)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "127.0.0.1.evil.example",
        "localhost.evil.example:8080",
        "10.0.0.1"
      })
  void dns_rebinding_is_refused_in_open_mode(String host) {
    assertThat(passes(true, "GET", host, null)).isFalse();
    assertThat(passes(false, "GET", host, null)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "POST, cross-site, false",
    "POST, same-site, false",
    "DELETE, cross-site, false",
    "POST, same-origin, true",
    "POST, none, true",
    "GET, cross-site, true"
  })
  void a_cross_site_request_is_refused(String method, String site, boolean passes) {
    assertThat(passes(true, method, "localhost", site)).isEqualTo(passes);
    assertThat(passes(false, method, "orders.example", site)).isEqualTo(passes);
  }

  @ParameterizedTest
  @CsvSource({
    "POST, http://evil.example, false",
    "POST, null, false",
    "POST, http://localhost:9999, false",
    "POST, http://localhost:8080, true",
    "POST, HTTPS://LOCALHOST:8080, true",
    "GET, http://evil.example, true"
  })
  void a_cross_origin_request_of_an_old_browser_is_refused(
      String method, String origin, boolean passes) {
    var request = request(method, "localhost:8080");
    request.addHeader("Origin", origin);
    assertThat(passes(true, request)).isEqualTo(passes);
    assertThat(passes(false, request)).isEqualTo(passes);
  }

  private static boolean passes(
      boolean onlyThisMachine, String method, String host, @Nullable String site) {
    var request = request(method, host);
    if (site != null) {
      request.addHeader("Sec-Fetch-Site", site);
    }
    return passes(onlyThisMachine, request);
  }

  private static MockHttpServletRequest request(String method, String host) {
    var request = new MockHttpServletRequest(method, "/api/v1/orders");
    request.addHeader("Host", host);
    return request;
  }

  /** The answer is 403, not 401: a token would not help. */
  private static boolean passes(boolean onlyThisMachine, MockHttpServletRequest request) {
    var passed = new boolean[1];
    FilterChain chain = (_, _) -> passed[0] = true;
    var response = new MockHttpServletResponse();
    var refusals =
        new SecurityProblemHandler(new DeniedRequestExplainer(new RequestMappingHandlerMapping()));
    try {
      new CrossSiteRequestFilter(onlyThisMachine, refusals).doFilter(request, response, chain);
    } catch (Exception failed) {
      throw new IllegalStateException(failed);
    }
    assertThat(response.getStatus()).isEqualTo(passed[0] ? 200 : 403);
    return passed[0];
  }
}
