package io.orderflow.callback;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** A sender of callbacks, genuine or forged. It signs by docs/partners/README.md. */
final class PartnerCalls {

  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private final URI url;

  PartnerCalls(int port, String path) {
    this.url = URI.create("http://127.0.0.1:" + port + "/api/v1/callbacks/" + path);
  }

  HttpResponse<String> call(String body, String secret) {
    var bytes = body.getBytes(UTF_8);
    return send(bytes, signature(bytes, secret, Instant.now()));
  }

  /** A response of the operators' API. */
  HttpResponse<String> get(String path) {
    try {
      return CLIENT.send(
          HttpRequest.newBuilder(url.resolve(path)).build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException | InterruptedException failed) {
      throw new IllegalStateException(path + " was not answered", failed);
    }
  }

  HttpResponse<String> send(byte[] body, @Nullable String... signatures) {
    var request =
        HttpRequest.newBuilder(url)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    for (var signature : signatures) {
      if (signature != null) {
        request.header("Orderflow-Signature", signature);
      }
    }
    try {
      return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException | InterruptedException failed) {
      throw new IllegalStateException("the callback was not answered", failed);
    }
  }

  static String signature(byte[] body, String secret, Instant at) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
      mac.update((at.getEpochSecond() + ".").getBytes(UTF_8));
      return "t=" + at.getEpochSecond() + ",v1=" + HexFormat.of().formatHex(mac.doFinal(body));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
