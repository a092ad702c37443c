package io.orderflow.web.limits;

import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.catalina.Lifecycle;
import org.apache.catalina.connector.Connector;
import org.apache.coyote.ActionCode;
import org.apache.coyote.Adapter;
import org.apache.coyote.Request;
import org.apache.coyote.Response;
import org.apache.tomcat.util.net.SocketEvent;

/**
 * Closes a connection whose client is still sending a body when it has its answer.
 *
 * <p>Tomcat would read the rest of the body to keep the connection, for as long as the client sends
 * it, and so lose a thread to each slow client. A filter cannot prevent that: {@code OPTIONS *} and
 * {@code TRACE} never reach one; and Tomcat's {@code maxSwallowSize} limits bytes, not time.
 */
final class UnreadBodyConnectionCloser implements Adapter {

  private final Adapter tomcat;

  private UnreadBodyConnectionCloser(Adapter tomcat) {
    this.tomcat = tomcat;
  }

  /** Tomcat sets its own adapter while it is initialized. */
  static void install(Connector connector) {
    connector.addLifecycleListener(
        event -> {
          if (event.getType().equals(Lifecycle.AFTER_INIT_EVENT)) {
            var protocol = connector.getProtocolHandler();
            protocol.setAdapter(new UnreadBodyConnectionCloser(protocol.getAdapter()));
          }
        });
  }

  @Override
  public void service(Request request, Response response) throws Exception {
    tomcat.service(request, response);
    if (!is(ActionCode.ASYNC_IS_ASYNC, request)
        && !is(ActionCode.REQUEST_BODY_FULLY_READ, request)) {
      request.action(ActionCode.DISABLE_SWALLOW_INPUT, null);
    }
  }

  private static boolean is(ActionCode question, Request request) {
    var answer = new AtomicBoolean();
    request.action(question, answer);
    return answer.get();
  }

  @Override
  public boolean prepare(Request request, Response response) throws Exception {
    return tomcat.prepare(request, response);
  }

  @Override
  public boolean asyncDispatch(Request request, Response response, SocketEvent event)
      throws Exception {
    return tomcat.asyncDispatch(request, response, event);
  }

  @Override
  public void log(Request request, Response response, long millis) {
    tomcat.log(request, response, millis);
  }

  @Override
  public void checkRecycled(Request request, Response response) {
    tomcat.checkRecycled(request, response);
  }

  @Override
  public String getDomain() {
    return tomcat.getDomain();
  }
}
