package io.orderflow.web.problem;

import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers requests that fail before they reach Spring with a problem instead of an HTML page. */
final class TomcatErrorReportValve extends ErrorReportValve {

  private static final Logger log = LoggerFactory.getLogger(TomcatErrorReportValve.class);

  @Override
  protected void report(Request request, Response response, @Nullable Throwable failure) {
    if (response.getStatus() < 400
        || response.getContentWritten() > 0
        || !response.setErrorReported()) {
      return;
    }
    try {
      var problem = FailureTranslator.ofStatus(response.getStatus());
      ProblemResponse.to(request, problem).writeTo(response.getResponse());
      response.finishResponse();
    } catch (IOException gone) {
      log.debug("The client disconnected before its answer was written", gone);
    }
  }
}
