package io.orderflow.web.problem;

import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says as a problem what Tomcat would say as a page: the request never came as far as Spring. */
final class TomcatErrorReportValve extends ErrorReportValve {

  private static final Logger LOG = LoggerFactory.getLogger(TomcatErrorReportValve.class);

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
      LOG.debug("A client did not wait for its answer", gone);
    }
  }
}
