package io.orderflow.console;

import io.orderflow.web.problem.ProblemException;
import io.orderflow.web.problem.ProblemPage;
import java.util.Locale;
import java.util.Map;
import org.thymeleaf.TemplateEngine;
import org.thymeleaf.context.Context;

/** A problem in the console's layout. */
final class ConsoleProblemPage implements ProblemPage {

  private final TemplateEngine pages;

  ConsoleProblemPage(TemplateEngine pages) {
    this.pages = pages;
  }

  @Override
  public String of(ProblemException problem, String traceId) {
    var shown =
        Map.<String, Object>of(
            "status", problem.code().status(),
            "title", problem.code().title(),
            "detail", problem.detail(),
            "traceId", traceId);
    return pages.process("problem", new Context(Locale.ENGLISH, shown));
  }
}
