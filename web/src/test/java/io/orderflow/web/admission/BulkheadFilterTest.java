package io.orderflow.web.admission;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.engine.logging.RateLimitedLogger;
import io.orderflow.web.admission.AdmissionProperties.Places;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/** One place, which is taken, and one to wait for it, for an hour. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class BulkheadFilterTest {

  private static final TrafficClassifier TRAFFIC = new TrafficClassifier(List.of());

  private final Bulkhead bulkhead = new Bulkhead(new Places(1, 1));

  @Test
  @Timeout(60)
  void a_request_that_a_policy_would_refuse_does_not_wait_for_a_place() throws Exception {
    assertThat(bulkhead.enter(Duration.ZERO)).isTrue();
    var response = new MockHttpServletResponse();
    filter(_ -> Optional.of(AdmissionRefusal.overloaded("We are behind.")))
        .doFilter(
            new MockHttpServletRequest("POST", "/api/v1/orders"), response, new MockFilterChain());
    assertThat(response.getStatus()).isEqualTo(503);
    assertThat(bulkhead.refused()).isEqualTo(1);
  }

  @Test
  void a_request_that_a_policy_would_refuse_is_left_to_security_first_if_there_is_a_place()
      throws Exception {
    var next = new MockFilterChain();
    filter(_ -> Optional.of(AdmissionRefusal.overloaded("We are behind.")))
        .doFilter(
            new MockHttpServletRequest("POST", "/api/v1/orders"),
            new MockHttpServletResponse(),
            next);
    assertThat(next.getRequest()).isNotNull();
    assertThat(bulkhead.admitted()).isZero();
  }

  private BulkheadFilter filter(AdmissionPolicy policy) {
    var answers =
        new OverloadResponses(
            TRAFFIC, Duration.ofSeconds(1), new RateLimitedLogger(Clock.systemUTC()));
    return new BulkheadFilter(
        TRAFFIC,
        Map.of(TrafficClass.COMMANDS, bulkhead),
        Duration.ofHours(1),
        List.of(policy),
        answers);
  }
}
