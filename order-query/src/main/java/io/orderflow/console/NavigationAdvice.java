package io.orderflow.console;

import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestHeader;

/** Gives each page of the console, and each live part of one, what the navigation counts. */
@ControllerAdvice(basePackageClasses = NavigationAdvice.class)
class NavigationAdvice {

  private final NavigationCounters counters;

  NavigationAdvice(NavigationCounters counters) {
    this.counters = counters;
  }

  @ModelAttribute("needs")
  NavigationCounters needs() {
    return counters;
  }

  /** Whether a part of a page is asked for, by which the counts are replaced. */
  @ModelAttribute("isPart")
  boolean isPart(@RequestHeader(name = "HX-Request", required = false) @Nullable String htmx) {
    return htmx != null;
  }
}
