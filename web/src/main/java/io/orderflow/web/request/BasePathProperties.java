package io.orderflow.web.request;

import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * @param basePath what a gateway has before every path and takes away, such as /shop; in Location
 *     and Link it is put back. No header of a request says it, since clients could forge that
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

  /** Puts it before every path in the value of a header, be it all of it or in angle brackets. */
  String before(String value) {
    if (isPath(value, 0)) {
      return basePath + value;
    }
    return value.startsWith("<") && isPath(value, 1) ? "<" + basePath + value.substring(1) : value;
  }

  /** What begins with two slashes is another host. */
  private static boolean isPath(String value, int at) {
    return value.startsWith("/", at) && !value.startsWith("//", at);
  }
}
