package io.orderflow.integration.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderflow.integration.event.PublicEventJson;
import java.io.IOException;
import java.net.SocketException;
import java.net.URI;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes one attempt, on the caller's thread. The address of a connection is checked when it is
 * opened; it is kept for attempts that follow soon, but not for long. No redirect is followed.
 */
final class WebhookSender implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(WebhookSender.class);
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final int MOST_READ = 64 * 1_024;

  /** Receivers keep a connection longer that nothing comes over. */
  private static final TimeValue KEPT_IDLE = TimeValue.ofSeconds(2);

  /** Then a name is resolved again. */
  private static final TimeValue KEPT = TimeValue.ofMinutes(1);

  private static final ContentType CONTENT = ContentType.create(PublicEventJson.EVENT_TYPE);

  private final CloseableHttpClient http;
  private final Duration timeout;
  private final Clock clock;
  private final ScheduledThreadPoolExecutor atTheLimit;

  /**
   * @param timeout for a whole attempt
   * @param most attempts at a time
   */
  WebhookSender(DnsResolver hosts, Duration timeout, int most, Clock clock) {
    this.http = client(hosts, timeout, most);
    this.timeout = timeout;
    this.clock = clock;
    this.atTheLimit =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("webhook-timeout").factory());
    atTheLimit.setRemoveOnCancelPolicy(true);
    atTheLimit.setKeepAliveTime(timeout.toMillis(), TimeUnit.MILLISECONDS);
    atTheLimit.allowCoreThreadTimeOut(true);
  }

  private static CloseableHttpClient client(DnsResolver hosts, Duration timeout, int most) {
    var limits =
        ConnectionConfig.custom()
            .setConnectTimeout(Timeout.of(timeout.compareTo(CONNECT) < 0 ? timeout : CONNECT))
            .setSocketTimeout(Timeout.of(timeout))
            .setTimeToLive(KEPT)
            .build();
    var connections =
        PoolingHttpClientConnectionManagerBuilder.create()
            .setDnsResolver(hosts)
            .setDefaultConnectionConfig(limits)
            .setMaxConnPerRoute(most)
            .setMaxConnTotal(most)
            .build();
    return HttpClients.custom()
        .setConnectionManager(connections)
        .setKeepAliveStrategy((_, _) -> KEPT_IDLE)
        .evictIdleConnections(KEPT_IDLE)
        .setDefaultRequestConfig(
            RequestConfig.custom()
                .setProtocolUpgradeEnabled(false)
                .setConnectionRequestTimeout(Timeout.of(timeout))
                .build())
        .setUserAgent("orderflow-webhooks")
        .disableRedirectHandling() // it would lead past the check of the URL
        .disableAutomaticRetries() // those are counted, and have pauses
        .disableCookieManagement()
        .disableAuthCaching()
        .disableContentCompression()
        .build();
  }

  /** As the other, unless the URL is not allowed, which the configuration may have changed. */
  AttemptResult send(
      String url, AddressPolicy policy, String id, List<WebhookSecret> secrets, byte[] body) {
    URI allowed;
    try {
      allowed = policy.require(url);
    } catch (IllegalArgumentException refused) {
      return new AttemptResult(
          null, "not sent: the URL " + refused.getMessage(), Duration.ZERO, null);
    }
    return send(allowed, id, secrets, body);
  }

  /**
   * @param id of the event: the same in every attempt
   * @param secrets the newest first
   */
  AttemptResult send(URI url, String id, List<WebhookSecret> secrets, byte[] body) {
    var at = clock.instant();
    var request = new HttpPost(url);
    request.setHeader("webhook-id", id);
    request.setHeader("webhook-timestamp", Long.toString(at.getEpochSecond()));
    request.setHeader(
        "webhook-signature",
        secrets.stream().map(secret -> secret.sign(id, at, body)).collect(Collectors.joining(" ")));
    request.setEntity(new ByteArrayEntity(body, CONTENT));
    return send(request);
  }

  private AttemptResult send(HttpPost request) {
    long begun = System.nanoTime();
    // The socket's limit counts anew with each byte: an answer that trickles would not end.
    var limit = atTheLimit.schedule(request::cancel, timeout.toMillis(), TimeUnit.MILLISECONDS);
    try {
      return result(execute(request), request, begun);
    } catch (IOException | CancellationException failed) {
      var took = since(begun);
      return new AttemptResult(null, reason(failed, took), took, null);
    } finally {
      limit.cancel(false);
    }
  }

  /**
   * A receiver may close a connection that was kept, at any time. Such a failure says nothing of
   * the receiver, so the next connection is taken, and at last a new one.
   */
  private ClassicHttpResponse execute(HttpPost request) throws IOException {
    while (true) {
      var context = HttpClientContext.create();
      try {
        return http.executeOpen(null, request, context);
      } catch (NoHttpResponseException | ConnectionClosedException | SocketException closed) {
        if (!wasKept(context) || request.isCancelled()) {
          throw closed;
        }
        log.trace("a connection that was kept is closed", closed);
      }
    }
  }

  /** Whether the connection was used before. */
  private static boolean wasKept(HttpClientContext context) {
    var connection = context.getEndpointDetails();
    return connection != null && connection.getResponseCount() > 0;
  }

  private static Duration since(long begun) {
    return Duration.ofNanos(System.nanoTime() - begun);
  }

  private AttemptResult result(ClassicHttpResponse response, HttpPost request, long begun) {
    var took = since(begun);
    var said = beginning(response, request);
    return new AttemptResult(response.getCode(), said, took, retryAfter(response));
  }

  /**
   * An answer counts with its first line; what follows is only for people. The connection is kept
   * if the answer is short.
   */
  private static String beginning(ClassicHttpResponse response, HttpPost request) {
    var kept = new byte[0];
    boolean whole = false;
    try {
      var entity = response.getEntity();
      if (entity != null) {
        var content = entity.getContent();
        kept = content.readNBytes(AttemptResult.MOST_SAID);
        var _ = content.skip(MOST_READ - kept.length); // an end is kinder than a reset
        whole = content.read() < 0;
      } else {
        whole = true;
      }
    } catch (IOException broken) {
      log.trace("an answer is not whole", broken);
    }
    if (!whole) {
      // Closing the response would read the rest of it, however long that is; this ends both.
      request.cancel();
    }
    return printable(new String(kept, UTF_8));
  }

  /** PostgreSQL stores no NUL, and logs and pages nothing that controls a terminal. */
  private static String printable(String text) {
    String line = text.replaceAll("[\\p{Cc}&&[^\\n\\t]]", "\ufffd");
    return line.length() > AttemptResult.MOST_SAID
        ? line.substring(0, AttemptResult.MOST_SAID)
        : line;
  }

  private String reason(Exception failure, Duration took) {
    if (failure instanceof CancellationException || took.compareTo(timeout) >= 0) {
      return "no answer within " + timeout.toMillis() + " ms";
    }
    String words = failure.getMessage();
    return printable(
        failure.getClass().getSimpleName().replaceAll("Exception$", "")
            + (words == null ? "" : ": " + words));
  }

  private @Nullable Duration retryAfter(ClassicHttpResponse response) {
    var header = response.getFirstHeader(HttpHeaders.RETRY_AFTER);
    if (header == null) {
      return null;
    }
    String value = header.getValue().strip();
    try {
      var wait =
          value.matches("[0-9]{1,9}")
              ? Duration.ofSeconds(Long.parseLong(value))
              : Duration.between(
                  clock.instant(),
                  Instant.from(ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME)));
      return wait.isNegative() ? null : wait;
    } catch (DateTimeException invalid) {
      return null;
    }
  }

  @Override
  public void close() {
    http.close(CloseMode.IMMEDIATE);
    atTheLimit.shutdownNow();
  }
}
