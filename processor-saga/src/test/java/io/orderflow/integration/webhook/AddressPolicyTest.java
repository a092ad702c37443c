package io.orderflow.integration.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class AddressPolicyTest {

  private static final AddressPolicy STRICT = new AddressPolicy(TestSettings.of(Map.of()));
  private static final AddressPolicy PLAIN =
      new AddressPolicy(TestSettings.of(Map.of("allow-http", "true")));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "0.1.2.3",
        "10.0.0.1",
        "100.64.0.1",
        "100.127.255.255",
        "127.0.0.1",
        "127.255.255.254",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.8",
        "192.0.2.1",
        "192.88.99.1",
        "192.168.1.1",
        "198.18.0.1",
        "198.51.100.7",
        "203.0.113.9",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "::127.0.0.1",
        "::10.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b:1::a00:1",
        "100::1",
        "2001::1",
        "2001:20::1",
        "2001:db8::1",
        "2002:7f00:1::1",
        "2002:a00:1::",
        "3fff::1",
        "5f00::1",
        "fc00::1",
        "fd12:3456::1",
        "fe80::1",
        "fec0::1",
        "ff02::1"
      })
  void an_address_that_is_not_public_is_refused(String address) {
    assertThat(STRICT.permits(InetAddress.ofLiteral(address))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.1.1.1",
        "9.255.255.255",
        "11.0.0.0",
        "100.63.255.255",
        "100.128.0.0",
        "126.255.255.255",
        "128.0.0.1",
        "169.253.255.255",
        "172.15.255.255",
        "172.32.0.0",
        "192.167.255.255",
        "192.169.0.0",
        "223.255.255.255",
        "2606:4700:4700::1111",
        "2a00::1",
        "2001:4860:4860::8888"
      })
  void a_public_address_is_permitted(String address) {
    assertThat(STRICT.permits(InetAddress.ofLiteral(address))).isTrue();
  }

  @Test
  void an_allowed_network_is_permitted_and_nothing_beside_it() {
    var policy =
        new AddressPolicy(
            TestSettings.of(Map.of("allowed-networks", "10.1.0.0/16,fd12:3456::/32")));
    assertThat(policy.permits(InetAddress.ofLiteral("10.1.255.1"))).isTrue();
    assertThat(policy.permits(InetAddress.ofLiteral("fd12:3456::9"))).isTrue();
    assertThat(policy.permits(InetAddress.ofLiteral("10.2.0.1"))).isFalse();
    assertThat(policy.permits(InetAddress.ofLiteral("fd12:3457::9"))).isFalse();
    assertThat(policy.permits(InetAddress.ofLiteral("127.0.0.1"))).isFalse();
    assertThat(policy.permits(InetAddress.ofLiteral("1.1.1.1"))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "hooks.example.com",
        "//hooks.example.com/a",
        "file:///etc/passwd",
        "ftp://hooks.example.com/",
        "gopher://hooks.example.com/",
        "jar:http://hooks.example.com!/",
        "javascript:alert(1)",
        "http://hooks.example.com/ a",
        "http://hooks.example.com\\@evil.example.com/",
        "http://user@hooks.example.com/",
        "http://user:password@hooks.example.com/",
        "http://hooks.example.com@127.0.0.1/",
        "http://hooks.example.com/#fragment",
        "http://hooks.example.com:22/",
        "http://hooks.example.com:1023/",
        "http://hooks.example.com:0/",
        "http://hooks.example.com:65536/",
        "http://2130706433/",
        "http://0x7f000001/",
        "http://0x7f.0.0.1/",
        "http://017700000001/",
        "http://0177.0.0.1/",
        "http://127.1/",
        "http://127.0.1/",
        "http://127.0.0.1/",
        "http://[::1]/",
        "http://[::]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[::127.0.0.1]/",
        "http://[64:ff9b::7f00:1]/",
        "http://[fe80::1%25eth0]/",
        "http://169.254.169.254/latest/meta-data",
        "http://\u2460\u2461\u2466.0.0.1/",
        "http://hooks.ex\u00e4mple.com/"
      })
  void a_url_that_leads_astray_is_refused_with_a_sentence(String url) {
    assertThatThrownBy(() -> PLAIN.require(url))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("must ");
  }

  @Test
  void a_usual_url_is_taken_and_http_only_where_it_is_allowed() {
    for (String url :
        List.of(
            "https://hooks.example.com",
            "https://hooks.example.com:8443/in?tenant=7",
            "HTTPS://hooks.example.com/a%20b",
            "https://1.1.1.1/",
            "https://[2606:4700:4700::1111]/")) {
      assertThat(STRICT.require(url)).hasToString(url);
    }
    assertThat(PLAIN.require("http://hooks.example.com:80/")).isNotNull();
    assertThatThrownBy(() -> STRICT.require("http://hooks.example.com/"))
        .hasMessage("must begin with https://");
    assertThatThrownBy(() -> STRICT.require("https://h.example.com/" + "a".repeat(2_000)))
        .hasMessageContaining("2000");
  }

  @Test
  void ports_can_be_narrowed() {
    var policy = new AddressPolicy(TestSettings.of(Map.of("allowed-ports", "443, 8000-8001")));
    assertThat(policy.require("https://hooks.example.com:8001/")).isNotNull();
    assertThatThrownBy(() -> policy.require("https://hooks.example.com:8002/"))
        .hasMessage("must not have the port 8002");
  }
}
