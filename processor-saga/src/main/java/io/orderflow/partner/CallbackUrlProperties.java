package io.orderflow.partner;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The addresses of the callback endpoints.
 *
 * @param baseUrl the address by which partners reach this application; required
 */
@ConfigurationProperties("orderflow.callbacks")
public record CallbackUrlProperties(@Nullable URI baseUrl) {

  public static final String PAYMENTS = "/api/v1/callbacks/payments";
  public static final String SHIPMENTS = "/api/v1/callbacks/shipments";

  private static final String PROPERTY = "orderflow.callbacks.base-url";

  public CallbackUrlProperties {
    HttpAddress.require(PROPERTY, baseUrl);
  }

  public String payments() {
    return HttpAddress.require(PROPERTY, baseUrl) + PAYMENTS;
  }

  public String shipments() {
    return HttpAddress.require(PROPERTY, baseUrl) + SHIPMENTS;
  }
}
