package io.orderflow.standalone.security;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import io.orderflow.web.security.TestProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a browser does at a login: it follows redirects, and sends each cookie back to where it came
 * from. It reaches the application through a proxy that ends TLS, which it is itself.
 */
final class Browser {

  private static final int UNAVAILABLE = 503;
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final Pattern CSRF =
      Pattern.compile("name=\"_csrf\"[^>]*?value=\"([^\"]+)\"", Pattern.DOTALL);

  private final Map<String, Map<String, String>> cookies = new LinkedHashMap<>();
  private final List<String> set = new ArrayList<>();
  private final int port;
  private URI at = URI.create(SecuredApplication.SITE);

  Browser(int port) {
    this.port = port;
  }

  /** Where it is now. */
  URI at() {
    return at;
  }

  /** The cookies of the application, by their names. */
  Map<String, String> cookies() {
    return cookies.getOrDefault(SecuredApplication.SITE, Map.of());
  }

  /** Every cookie as it was set, with its attributes. */
  List<String> set() {
    return set;
  }

  void keep(String name, String value) {
    cookies.computeIfAbsent(SecuredApplication.SITE, _ -> new LinkedHashMap<>()).put(name, value);
  }

  /** Opens a page, to which a link may lead from elsewhere, and follows where it leads. */
  HttpResponse<String> open(String address) {
    at = at.resolve(address);
    return followed(once("GET", null));
  }

  /** Opens a page, and stays where it is told to go on. */
  HttpResponse<String> look(String address) {
    at = at.resolve(address);
    return once("GET", null);
  }

  /** Sends a form, with the token that the page has. */
  HttpResponse<String> send(HttpResponse<String> page, String path, String... fields) {
    var token = CSRF.matcher(page.body());
    var form = new LinkedHashMap<String, String>();
    if (token.find()) {
      form.put("_csrf", token.group(1));
    }
    for (int at = 0; at < fields.length; at += 2) {
      form.put(fields[at], fields[at + 1]);
    }
    return sendBare(path, form);
  }

  HttpResponse<String> sendBare(String path, Map<String, String> form) {
    at = at.resolve(path);
    var body =
        form.entrySet().stream()
            .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), UTF_8))
            .collect(Collectors.joining("&"));
    return followed(once("POST", body));
  }

  /**
   * Opens a page for which one must log in, and does: once more where the provider did not answer
   * in the few seconds that it has, as at its first login on a busy machine.
   */
  HttpResponse<String> logIn(String page, String person) {
    return await()
        .pollDelay(Duration.ZERO)
        .until(() -> logInOnce(page, person), answer -> answer.statusCode() != UNAVAILABLE);
  }

  private HttpResponse<String> logInOnce(String page, String person) {
    at = URI.create(SecuredApplication.SITE);
    var form = open(page);
    return at.toString().startsWith(SecuredApplication.SITE) // it is known there, or away
        ? form
        : send(form, "/login", "username", person, "password", TestProvider.PASSWORD);
  }

  private HttpResponse<String> followed(HttpResponse<String> first) {
    var answer = first;
    for (int hops = 0; answer.statusCode() / 100 == 3; hops++) {
      if (hops > 10) {
        throw new IllegalStateException("led in circles, to " + at);
      }
      at = at.resolve(answer.headers().firstValue("Location").orElseThrow());
      answer = once("GET", null);
    }
    return answer;
  }

  private HttpResponse<String> once(String method, @Nullable String form) {
    var origin = at.getScheme() + "://" + at.getRawAuthority();
    var there =
        origin.equals(SecuredApplication.SITE)
            ? URI.create(at.toString().replace(origin, "http://127.0.0.1:" + port))
            : at;
    var own = cookies.computeIfAbsent(origin, _ -> new LinkedHashMap<>());
    var request = HttpRequest.newBuilder(there).header("Accept", "text/html,*/*;q=0.8");
    if (!own.isEmpty()) {
      request.header(
          "Cookie",
          own.entrySet().stream()
              .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
              .collect(Collectors.joining("; ")));
    }
    if (form == null) {
      request.GET();
    } else {
      request
          .header("Content-Type", "application/x-www-form-urlencoded")
          .method(method, BodyPublishers.ofString(form));
    }
    try {
      var answer = CLIENT.send(request.build(), BodyHandlers.ofString());
      set.addAll(answer.headers().allValues("Set-Cookie"));
      answer.headers().allValues("Set-Cookie").stream()
          .flatMap(set -> HttpCookie.parse(set).stream())
          .forEach(
              cookie -> {
                if (cookie.getMaxAge() == 0) {
                  own.remove(cookie.getName());
                } else {
                  own.put(cookie.getName(), cookie.getValue());
                }
              });
      return answer;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }
}
