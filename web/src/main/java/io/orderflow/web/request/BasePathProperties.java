package io.orderflow.web.request;

import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * @param basePath the path prefix that a gateway strips, such as /shop; {@code Location} and {@code
 *     Link} get it back. It is a setting because clients could forge a header
 */
@ConfigurationProperties("orderflow.http")
record BasePathProperties(@DefaultValue("") String basePath) {

  private static final Pattern FORM = Pattern.compile("(/[A-Za-z0-9][A-Za-z0-9._~-]*)*");

  BasePathProperties {
    if (!FORM.matcher(basePath).matches()) {
      throw new InvalidConfigurationPropertyValueException(
          "orderflow.http.base-path",
          basePath,
          "Set it to a path such as /shop, without a slash at its end.");
    }
  }

  /** Prefixes the path in the value of a header, bare or in angle brackets. */
  String before(String value) {
    if (isPath(value, 0)) {
      return basePath + value;
    }
    return value.startsWith("<") && isPath(value, 1) ? "<" + basePath + value.substring(1) : value;
  }

  /** Two slashes begin a host. */
  private static boolean isPath(String value, int at) {
    return value.startsWith("/", at) && !value.startsWith("//", at);
  }
}
