package io.orderflow.console;

import io.orderflow.web.problem.ProblemException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.thymeleaf.TemplateEngine;
import org.thymeleaf.context.Context;

/** A problem in the console's layout. */
final class ConsoleProblemPage {

  private final TemplateEngine pages;

  ConsoleProblemPage(TemplateEngine pages) {
    this.pages = pages;
  }

  /**
   * @param login what the layout shows of it
   */
  String of(ProblemException problem, String traceId, Map<String, Object> login) {
    var shown = new HashMap<>(login);
    shown.put("status", problem.code().status());
    shown.put("title", problem.code().title());
    shown.put("detail", problem.detail());
    shown.put("traceId", traceId);
    return pages.process("problem", new Context(Locale.ENGLISH, shown));
  }
}
