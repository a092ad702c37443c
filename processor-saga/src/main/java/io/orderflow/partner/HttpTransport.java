package io.orderflow.partner;

import java.io.IOException;
import java.net.URI;
import java.util.Map;

/** How a request gets to a partner and its response back. */
@FunctionalInterface
interface HttpTransport {

  /**
   * Sends one request and reads the first 64 KiB of the response. The rest is cut off.
   *
   * @throws IOException if no complete response arrived in time; the outcome is then unknown
   */
  Response post(URI uri, Map<String, String> headers, byte[] body) throws IOException;

  /** A response of any status. */
  record Response(int status, String body) {}
}
