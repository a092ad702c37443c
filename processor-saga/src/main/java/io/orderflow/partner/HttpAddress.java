package io.orderflow.partner;

import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/** Validates a base address from the configuration. */
public final class HttpAddress {

  private HttpAddress() {}

  /**
   * The address without trailing slashes.
   *
   * @throws InvalidConfigurationPropertyValueException with a sentence that says what to set
   */
  public static String require(String property, @Nullable URI address) {
    if (address == null || address.toString().isBlank()) {
      throw new InvalidConfigurationPropertyValueException(
          property,
          null,
          "It is required. Set it, or the environment variable "
              + environmentVariable(property)
              + ", to an address such as http://127.0.0.1:8090.");
    }
    if (!isPlainHttp(address)) {
      throw new InvalidConfigurationPropertyValueException(
          property,
          address,
          "It must be an absolute http or https address without query, such as"
              + " http://127.0.0.1:8090.");
    }
    return address.toString().replaceAll("/+$", "");
  }

  private static boolean isPlainHttp(URI address) {
    return ("http".equals(address.getScheme()) || "https".equals(address.getScheme()))
        && address.getHost() != null
        && address.getUserInfo() == null
        && address.getQuery() == null
        && address.getFragment() == null;
  }

  private static String environmentVariable(String property) {
    return property.replace("-", "").replace('.', '_').toUpperCase(Locale.ROOT);
  }
}
