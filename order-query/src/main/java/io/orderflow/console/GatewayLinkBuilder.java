package io.orderflow.console;

import java.util.Map;
import org.thymeleaf.context.IExpressionContext;
import org.thymeleaf.linkbuilder.StandardLinkBuilder;

/** Writes the links of pages as browsers know them: with the prefix that a gateway strips. */
final class GatewayLinkBuilder extends StandardLinkBuilder {

  private final String basePath;

  GatewayLinkBuilder(String basePath) {
    this.basePath = basePath;
  }

  @Override
  protected String computeContextPath(
      IExpressionContext context, String base, Map<String, Object> parameters) {
    return basePath;
  }

  /** There are no sessions that a link could name. */
  @Override
  protected String processLink(IExpressionContext context, String link) {
    return link;
  }
}
