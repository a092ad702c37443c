package io.orderflow.callback;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
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
    var headers = new ArrayList<String>();
    for (var signature : signatures) {
      if (signature != null) {
        headers.addAll(List.of("Orderflow-Signature", signature));
      }
    }
    return sendWith(body, headers);
  }

  /**
   * @param headers names and values in turn; a name may come again
   */
  HttpResponse<String> sendWith(byte[] body, List<String> headers) {
    var request =
        HttpRequest.newBuilder(url)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    for (int at = 0; at < headers.size(); at += 2) {
      request.header(headers.get(at), headers.get(at + 1));
    }
    try {
      return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException | InterruptedException failed) {
      throw new IllegalStateException("the callback was not answered", failed);
    }
  }

  static String signature(byte[] body, String secret, Instant at) {
    byte[] signature = hmac(secret.getBytes(UTF_8), at.getEpochSecond() + ".", body);
    return "t=" + at.getEpochSecond() + ",v1=" + HexFormat.of().formatHex(signature);
  }

  /** A signature of Standard Webhooks. */
  static String webhookSignature(byte[] body, byte[] key, String id, Instant at) {
    byte[] signature = hmac(key, id + "." + at.getEpochSecond() + ".", body);
    return "v1," + Base64.getEncoder().encodeToString(signature);
  }

  private static byte[] hmac(byte[] key, String prefix, byte[] body) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      mac.update(prefix.getBytes(UTF_8));
      return mac.doFinal(body);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
