package io.orderflow.partner;

import io.orderflow.api.RequestKey;
import io.orderflow.engine.tracing.CurrentSpan;
import io.orderflow.fulfillment.PartnerAnswer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/** Calls a partner over HTTP. Every request carries a key and has a time limit. */
public final class HttpPartner {

  private final String name;
  private final String baseUrl;
  private final Duration requestTimeout;
  private final Map<String, String> headers = new HashMap<>();
  private final HttpTransport http;

  /**
   * @param name the partner's name in settings and error messages, for instance {@code payment}
   * @throws InvalidConfigurationPropertyValueException if the partner has no address
   */
  public HttpPartner(String name, PartnerProperties.Contact contact) {
    this(name, contact, Map.of());
  }

  /**
   * @param headers of every request, for instance Authorization
   */
  public HttpPartner(String name, PartnerProperties.Contact contact, Map<String, String> headers) {
    this.name = name;
    this.baseUrl = HttpAddress.require("orderflow.partners." + name + ".url", contact.url());
    this.requestTimeout = contact.requestTimeout();
    this.http = new BlockingHttpTransport(requestTimeout);
    this.headers.put("Accept", "application/json, application/problem+json");
    this.headers.putAll(headers);
  }

  /**
   * Sends one request of orderflow's own protocol. A failure on the way is a {@link
   * PartnerAnswer.Unknown}, not an exception.
   */
  public PartnerAnswer ask(
      String path, RequestKey key, Object request, ResponseMapping<?> responseMapping) {
    long start = System.nanoTime();
    try {
      return responseMapping.of(exchange(path, key, request));
    } catch (IOException broken) {
      return new PartnerAnswer.Unknown(describe(broken, since(start)));
    }
  }

  /**
   * Sends JSON under an {@code Idempotency-Key} and returns the reply, whatever its status. Reads
   * at most 64 KiB of it.
   *
   * @throws UncheckedIOException with a sentence, if no complete reply arrived in time; the outcome
   *     is then unknown
   */
  public PartnerResponse post(String path, RequestKey key, Object request) {
    long start = System.nanoTime();
    try {
      return exchange(path, key, request);
    } catch (IOException broken) {
      throw new UncheckedIOException(describe(broken, since(start)), broken);
    }
  }

  private PartnerResponse exchange(String path, RequestKey key, Object request) throws IOException {
    var withKey = new HashMap<>(headers);
    withKey.put("Idempotency-Key", key.value());
    var traceParent = CurrentSpan.traceParent();
    if (traceParent != null) {
      withKey.put("traceparent", traceParent);
    }
    var response = http.post(URI.create(baseUrl + path), withKey, PartnerJson.write(request));
    return new PartnerResponse(name, response.status(), response.body());
  }

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  private String describe(IOException broken, Duration elapsed) {
    if (broken instanceof ConnectTimeoutException) {
      return name + " could not be reached in time";
    }
    if (broken instanceof SocketTimeoutException || elapsed.compareTo(requestTimeout) >= 0) {
      return name + " did not answer within " + requestTimeout.toMillis() + " ms";
    }
    return broken instanceof ConnectException
        ? name + " could not be connected to"
        : name + ": the connection broke (" + broken.getClass().getSimpleName() + ")";
  }
}
