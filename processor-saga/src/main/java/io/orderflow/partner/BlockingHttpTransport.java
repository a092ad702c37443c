package io.orderflow.partner;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.util.Timeout;

/**
 * Sends and reads on the caller's thread. The JDK's client passes each request through three
 * threads, which costs several times as much.
 */
final class BlockingHttpTransport implements HttpTransport {

  private static final Duration CONNECT = Duration.ofSeconds(2);

  /** More than all workers of a node use at the same time. */
  private static final int MOST_CONNECTIONS = 1_000;

  private final CloseableHttpClient http;
  private final Executor atTheLimit;

  /**
   * @param timeout for a whole request
   */
  BlockingHttpTransport(Duration timeout) {
    this.http = client(timeout);
    this.atTheLimit = CompletableFuture.delayedExecutor(timeout.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static CloseableHttpClient client(Duration timeout) {
    var limits =
        ConnectionConfig.custom()
            .setConnectTimeout(Timeout.of(timeout.compareTo(CONNECT) < 0 ? timeout : CONNECT))
            .setSocketTimeout(Timeout.of(timeout))
            .build();
    var connections =
        PoolingHttpClientConnectionManagerBuilder.create()
            .setDefaultConnectionConfig(limits)
            .setMaxConnPerRoute(MOST_CONNECTIONS)
            .setMaxConnTotal(MOST_CONNECTIONS)
            .build();
    return HttpClients.custom()
        .setConnectionManager(connections)
        .setUserAgent("orderflow")
        .disableRedirectHandling() // a key is meant for one address only
        .disableAutomaticRetries() // the saga retries, and counts
        .disableCookieManagement()
        .disableAuthCaching()
        .disableContentCompression()
        .build();
  }

  @Override
  public Response post(URI uri, Map<String, String> headers, byte[] body) throws IOException {
    var request = new HttpPost(uri);
    headers.forEach(request::setHeader);
    request.setEntity(new ByteArrayEntity(body, ContentType.APPLICATION_JSON));
    // The socket's limit counts anew with each byte: a response that trickles would not end.
    atTheLimit.execute(request::cancel);
    try (var response = http.executeOpen(null, request, null)) {
      var text = read(response);
      if (text.length == PartnerJson.MAX_BODY_BYTES) {
        request.cancel(); // closing the response would read the rest
      }
      return new Response(response.getCode(), new String(text, UTF_8));
    } catch (CancellationException stopped) {
      throw new IOException("stopped before a connection was free", stopped);
    }
  }

  private static byte[] read(ClassicHttpResponse response) throws IOException {
    var entity = response.getEntity();
    return entity == null
        ? new byte[0]
        : entity.getContent().readNBytes(PartnerJson.MAX_BODY_BYTES);
  }
}
