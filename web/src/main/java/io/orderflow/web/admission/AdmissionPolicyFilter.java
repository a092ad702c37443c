package io.orderflow.web.admission;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Asks the {@link AdmissionPolicy} beans. It comes after security, since a caller without the scope
 * must not be told to retry later.
 */
final class AdmissionPolicyFilter extends OncePerRequestFilter {

  private final TrafficClassifier traffic;
  private final Map<TrafficClass, Bulkhead> bulkheads;
  private final List<AdmissionPolicy> policies;
  private final OverloadResponses refusals;

  AdmissionPolicyFilter(
      TrafficClassifier traffic,
      Map<TrafficClass, Bulkhead> bulkheads,
      List<AdmissionPolicy> policies,
      OverloadResponses refusals) {
    this.traffic = traffic;
    this.bulkheads = Map.copyOf(bulkheads);
    this.policies = List.copyOf(policies);
    this.refusals = refusals;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    for (AdmissionPolicy policy : policies) {
      var refusal = policy.refusal(request);
      if (refusal.isPresent()) {
        traffic.of(request).map(bulkheads::get).ifPresent(Bulkhead::refuse);
        refusals.answer(request, response, refusal.get());
        return;
      }
    }
    chain.doFilter(request, response);
  }
}
