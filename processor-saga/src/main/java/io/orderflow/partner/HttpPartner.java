package io.orderflow.partner;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderflow.api.RequestKey;
import io.orderflow.fulfillment.PartnerAnswer;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.http.MediaType;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/** Calls a partner over HTTP. Every request carries a key and has a time limit. */
public final class HttpPartner {

  private static final Duration CONNECT = Duration.ofSeconds(2);

  private final String name;
  private final String baseUrl;
  private final Duration requestTimeout;
  private final RestClient http;

  /**
   * @param name the partner's name in settings and error messages, for instance {@code payment}
   * @throws InvalidConfigurationPropertyValueException if the partner has no address
   */
  public HttpPartner(String name, PartnerProperties.Contact contact) {
    this(name, contact, RestClient.builder());
  }

  /**
   * @param http a builder with what every request needs, for instance an Authorization header
   */
  public HttpPartner(String name, PartnerProperties.Contact contact, RestClient.Builder http) {
    this.name = name;
    this.baseUrl = HttpAddress.require("orderflow.partners." + name + ".url", contact.url());
    this.requestTimeout = contact.requestTimeout();
    this.http = http.requestFactory(within(requestTimeout)).build();
  }

  private static JdkClientHttpRequestFactory within(Duration timeout) {
    var client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER) // a key is meant for one address only
            .connectTimeout(timeout.compareTo(CONNECT) < 0 ? timeout : CONNECT)
            .build();
    var factory = new JdkClientHttpRequestFactory(client);
    factory.setReadTimeout(timeout);
    return factory;
  }

  /**
   * Sends one request of orderflow's own protocol. A failure on the way is a {@link
   * PartnerAnswer.Unknown}, not an exception.
   */
  public PartnerAnswer ask(
      String path, RequestKey key, Object request, ResponseMapping<?> responseMapping) {
    try {
      return responseMapping.of(post(path, key, request));
    } catch (RestClientException broken) {
      return new PartnerAnswer.Unknown(describe(broken));
    }
  }

  /**
   * Sends JSON under an {@code Idempotency-Key} and returns the reply, whatever its status. Reads
   * at most 64 KiB of it.
   *
   * @throws RestClientException if no complete reply arrived in time; the outcome is then unknown
   */
  public PartnerReply post(String path, RequestKey key, Object request) {
    return http.post()
        .uri(URI.create(baseUrl + path))
        .header("Idempotency-Key", key.value())
        .contentType(MediaType.APPLICATION_JSON)
        .accept(MediaType.APPLICATION_JSON, MediaType.APPLICATION_PROBLEM_JSON)
        .body(PartnerJson.write(request))
        .exchangeForRequiredValue((_, response) -> read(response));
  }

  /** Closes the body itself: Spring would read a longer one to its end. */
  private PartnerReply read(ClientHttpResponse response) throws IOException {
    try (var body = response.getBody()) {
      var text = new String(body.readNBytes(PartnerJson.MAX_BODY_BYTES), UTF_8);
      return new PartnerReply(name, response.getStatusCode().value(), text);
    }
  }

  private String describe(RestClientException broken) {
    var cause = broken.getMostSpecificCause();
    return switch (cause) {
      case HttpConnectTimeoutException _ -> name + " could not be reached in time";
      case HttpTimeoutException _ ->
          name + " did not answer within " + requestTimeout.toMillis() + " ms";
      case ConnectException _ -> name + " could not be connected to";
      default -> name + ": the connection broke (" + cause.getClass().getSimpleName() + ")";
    };
  }
}
