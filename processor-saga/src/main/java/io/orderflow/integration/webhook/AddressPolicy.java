package io.orderflow.integration.webhook;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.security.util.matcher.InetAddressMatcher;
import org.springframework.security.util.matcher.InetAddressMatchers;

/**
 * Permits public addresses, and networks that the configuration names. Otherwise a webhook could
 * reach services that only orderflow can reach.
 *
 * <p>A URL is checked when it is given, for the sake of a clear answer, and before each attempt,
 * because the configuration may have changed. What protects from other addresses is {@link
 * #permits}, which is asked for the very address that is connected to.
 */
final class AddressPolicy {

  static final int LONGEST_URL = 2_000;

  /** IANA's registry of IPv4 addresses for special purposes, multicast and reserved ones. */
  private static final InetAddressMatcher SPECIAL_IPV4 =
      in(
          List.of(
              "0.0.0.0/8",
              "10.0.0.0/8",
              "100.64.0.0/10",
              "127.0.0.0/8",
              "169.254.0.0/16",
              "172.16.0.0/12",
              "192.0.0.0/24",
              "192.0.2.0/24",
              "192.88.99.0/24",
              "192.168.0.0/16",
              "198.18.0.0/15",
              "198.51.100.0/24",
              "203.0.113.0/24",
              "224.0.0.0/4",
              "240.0.0.0/4"));

  /** All that is assigned to the public Internet. */
  private static final InetAddressMatcher PUBLIC_IPV6 = in(List.of("2000::/3"));

  /** Of those, what has a special purpose or contains an IPv4 address: Teredo, 6to4, examples. */
  private static final InetAddressMatcher SPECIAL_IPV6 =
      in(List.of("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"));

  private static final Pattern PORTS = Pattern.compile("([0-9]{1,5})(?:-([0-9]{1,5}))?");
  private static final int LAST_PORT = 65_535;

  private final boolean allowHttp;
  private final List<Ports> ports;
  private final @Nullable InetAddressMatcher allowed;

  AddressPolicy(WebhookProperties properties) {
    this.allowHttp = properties.allowHttp();
    this.ports = properties.allowedPorts().stream().map(AddressPolicy::ports).toList();
    this.allowed = networks(properties.allowedNetworks());
  }

  private static InetAddressMatcher in(List<String> networks) {
    return InetAddressMatchers.builder().includeAddresses(networks).build();
  }

  private static @Nullable InetAddressMatcher networks(List<String> names) {
    try {
      return names.isEmpty() ? null : in(names);
    } catch (IllegalArgumentException invalid) {
      throw WebhookProperties.wrong(
          "allowed-networks",
          names,
          "Set it to networks such as 10.1.0.0/16 or fd12:3456::/32, separated by commas.");
    }
  }

  private static Ports ports(String text) {
    var form = PORTS.matcher(text.strip());
    if (form.matches()) {
      int first = Integer.parseInt(form.group(1));
      int last = form.group(2) == null ? first : Integer.parseInt(form.group(2));
      if (first >= 1 && first <= last && last <= LAST_PORT) {
        return new Ports(first, last);
      }
    }
    throw WebhookProperties.wrong(
        "allowed-ports", text, "Set it to ports and ranges such as 443,8000-8999.");
  }

  /**
   * The URL of an endpoint.
   *
   * @throws IllegalArgumentException with a sentence fit for a client
   */
  URI require(String url) {
    var uri = parse(url);
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    if (!scheme.equals("https") && !(allowHttp && scheme.equals("http"))) {
      throw new IllegalArgumentException(
          allowHttp ? "must begin with https:// or http://" : "must begin with https://");
    }
    if (uri.getRawUserInfo() != null || String.valueOf(uri.getRawAuthority()).contains("@")) {
      throw new IllegalArgumentException("must not contain a user or a password");
    }
    if (uri.getHost() == null) {
      throw new IllegalArgumentException("must have a host name, or an address in its usual form");
    }
    if (uri.getRawFragment() != null) {
      throw new IllegalArgumentException("must not have a fragment (#)");
    }
    int port = uri.getPort() >= 0 ? uri.getPort() : scheme.equals("https") ? 443 : 80;
    if (ports.stream().noneMatch(range -> range.contains(port))) {
      throw new IllegalArgumentException("must not have the port " + port);
    }
    var address = literal(uri.getHost());
    if (address != null && !permits(address)) {
      throw new IllegalArgumentException("must be a public address");
    }
    return uri;
  }

  private static URI parse(String url) {
    if (url.isEmpty() || url.length() > LONGEST_URL) {
      throw new IllegalArgumentException("must have 1 to " + LONGEST_URL + " characters");
    }
    try {
      var uri = new URI(url);
      if (!url.chars().allMatch(character -> character > ' ' && character < 0x7f)) {
        throw new IllegalArgumentException(
            "must consist of ASCII characters: encode others, a host name as xn--…");
      }
      return uri;
    } catch (URISyntaxException invalid) {
      throw new IllegalArgumentException("must be a URL", invalid);
    }
  }

  /** Null for a name. */
  private static @Nullable InetAddress literal(String host) {
    if (host.startsWith("[")) {
      if (host.contains("%")) {
        throw new IllegalArgumentException("must not have an address with a zone");
      }
      return Inet6Address.ofLiteral(host.substring(1, host.length() - 1));
    }
    try {
      return Inet4Address.ofPosixLiteral(host);
    } catch (IllegalArgumentException name) {
      return null;
    }
  }

  /** Whether a connection to this address is allowed. */
  boolean permits(InetAddress address) {
    if (allowed != null && allowed.matches(address)) {
      return true;
    }
    return address instanceof Inet4Address
        ? !SPECIAL_IPV4.matches(address)
        : PUBLIC_IPV6.matches(address) && !SPECIAL_IPV6.matches(address);
  }

  private record Ports(int first, int last) {

    boolean contains(int port) {
      return first <= port && port <= last;
    }
  }
}
