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
import org.springframework.http.MediaType;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/** A partner spoken to over HTTP. Every request carries a key, and none waits without end. */
public final class HttpPartner {

  private static final Duration CONNECT = Duration.ofSeconds(2);

  private final String name;
  private final String baseUrl;
  private final Duration requestTimeout;
  private final RestClient http;

  /**
   * @param name how the partner is called in errors, for instance {@code payment}
   */
  public HttpPartner(String name, PartnerProperties.Contact contact) {
    this.name = name;
    this.baseUrl = HttpAddress.require("orderflow.partners." + name + ".url", contact.url());
    this.requestTimeout = contact.requestTimeout();
    this.http = RestClient.builder().requestFactory(within(requestTimeout)).build();
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
   * Asks once. What goes wrong on the way is an {@link PartnerAnswer.Unknown}, not an exception.
   */
  public PartnerAnswer ask(
      String path, RequestKey key, Object request, ResponseMapping<?> responseMapping) {
    try {
      return responseMapping.of(post(path, key, PartnerJson.write(request)));
    } catch (RestClientException broken) {
      return new PartnerAnswer.Unknown(describe(broken));
    }
  }

  private PartnerReply post(String path, RequestKey key, byte[] body) {
    return http.post()
        .uri(URI.create(baseUrl + path))
        .header("Idempotency-Key", key.value())
        .contentType(MediaType.APPLICATION_JSON)
        .accept(MediaType.APPLICATION_JSON, MediaType.APPLICATION_PROBLEM_JSON)
        .body(body)
        .exchangeForRequiredValue((_, response) -> read(response));
  }

  /** Closes the body itself: what is longer than agreed would otherwise be read to its end. */
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
