package io.orderflow.web.admission;

import static java.util.Objects.requireNonNull;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Sheds load: refuses a request whose bulkhead is full, before it is parsed or checked. A request
 * holds its place while a thread works on it; one that waits for an asynchronous result holds none.
 */
final class BulkheadFilter extends OncePerRequestFilter {

  private final TrafficClassifier traffic;
  private final Map<TrafficClass, Bulkhead> bulkheads;
  private final Duration patience;
  private final List<AdmissionPolicy> policies;
  private final OverloadResponses refusals;

  /**
   * @param patience how long a request waits for a place
   * @param policies a request that one of them would refuse does not wait
   */
  BulkheadFilter(
      TrafficClassifier traffic,
      Map<TrafficClass, Bulkhead> bulkheads,
      Duration patience,
      List<AdmissionPolicy> policies,
      OverloadResponses refusals) {
    this.traffic = traffic;
    this.bulkheads = Map.copyOf(bulkheads);
    this.patience = patience;
    this.policies = List.copyOf(policies);
    this.refusals = refusals;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    var trafficClass = traffic.of(request);
    if (trafficClass.isEmpty()) {
      chain.doFilter(request, response);
      return;
    }
    var bulkhead = requireNonNull(bulkheads.get(trafficClass.get()));
    if (!enter(bulkhead, patienceFor(request))) {
      refusals.answer(
          request,
          response,
          AdmissionRefusal.overloaded("The service is at its limit of concurrent requests."));
    } else {
      try {
        chain.doFilter(request, response);
      } finally {
        bulkhead.leave();
      }
    }
  }

  /**
   * Under overload most requests are refused by a policy in the end. If they waited for a place
   * before, each would cost two switches of a thread, and hold up those that are admitted.
   */
  private Duration patienceFor(HttpServletRequest request) {
    boolean inVain = policies.stream().anyMatch(policy -> policy.refusal(request).isPresent());
    return inVain ? Duration.ZERO : patience;
  }

  private static boolean enter(Bulkhead bulkhead, Duration patience) {
    try {
      return bulkhead.enter(patience);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
