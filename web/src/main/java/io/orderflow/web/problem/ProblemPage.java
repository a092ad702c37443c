package io.orderflow.web.problem;

/**
 * Shows a problem to a person. A filter in front of pages sets it as the request's attribute of
 * this name; problems of other requests stay {@code application/problem+json}.
 */
@FunctionalInterface
public interface ProblemPage {

  String ATTRIBUTE = "io.orderflow.web.problem.ProblemPage";

  /**
   * The whole page, in HTML.
   *
   * @param traceId finds the problem in the log
   */
  String of(ProblemException problem, String traceId);
}
