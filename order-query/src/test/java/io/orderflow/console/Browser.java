package io.orderflow.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Opens pages and sends forms as a browser does that runs no scripts. */
record Browser(int port, HttpClient http) {

  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

  /** What the policy would not let run; a page that needs it would be broken. */
  private static final Pattern INLINE =
      Pattern.compile(
          "<script(?![^>]* src=)|<style|<[a-z][^>]*\\s(?:style|on[a-z]+)=|=\"javascript:");

  Browser(int port) {
    this(port, HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build());
  }

  HttpResponse<String> open(String pathAndQuery) {
    return send(request(pathAndQuery).GET());
  }

  HttpResponse<String> submit(String path, Map<String, String> fields) {
    var form =
        fields.entrySet().stream()
            .map(each -> encoded(each.getKey()) + "=" + encoded(each.getValue()))
            .collect(Collectors.joining("&"));
    return send(
        request(path)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Origin", "http://127.0.0.1:" + port)
            .header("Sec-Fetch-Site", "same-origin")
            .POST(BodyPublishers.ofString(form)));
  }

  HttpRequest.Builder request(String pathAndQuery) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + pathAndQuery))
        .header("Accept", "text/html,application/xhtml+xml,*/*;q=0.8");
  }

  HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return http.send(request.build(), BodyHandlers.ofString());
    } catch (IOException | InterruptedException failed) {
      throw new AssertionError(failed);
    }
  }

  /** The page, which was found and can do no harm. */
  String page(String pathAndQuery) {
    var answer = open(pathAndQuery);
    assertThat(answer.statusCode()).as("%s: %s", pathAndQuery, answer.body()).isEqualTo(200);
    return harmless(answer);
  }

  static String harmless(HttpResponse<String> answer) {
    assertThat(answer.headers().firstValue("Content-Type")).contains("text/html;charset=UTF-8");
    assertThat(answer.headers().allValues("Content-Security-Policy")).containsExactly(POLICY);
    assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
    assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
    assertThat(answer.body()).doesNotContainPattern(INLINE).contains("</html>");
    return answer.body();
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }
}
