package io.orderflow.standalone.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.StringJoiner;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Makes requests of the examples of one name: parameters and body. */
final class Examples {

  private static final String SECRET = "orderflow-demo-callback-secret-known-to-everybody";
  private static final JsonMapper JSON = new JsonMapper();

  private final Clock clock;

  Examples(Clock clock) {
    this.clock = clock;
  }

  Call call(Operation operation, String example) {
    String path = operation.path();
    var query = new StringJoiner("&", "?", "").setEmptyValue("");
    var call = new Call(operation.method(), "");
    JsonNode body = operation.body().path("examples").path(example).path("value");
    if (!body.isMissingNode()) {
      call.header("Content-Type", operation.mediaType());
      call.body = JSON.writeValueAsBytes(body);
    }
    for (var parameter : operation.parameters()) {
      JsonNode given = parameter.path("examples").path(example).path("value");
      if (!given.isMissingNode()) {
        String name = parameter.path("name").asString();
        if (given.isArray()) { // of a query: the parameter is repeated
          given.forEach(each -> query.add(name + "=" + encoded(each.asString())));
          continue;
        }
        String value = given.asString();
        switch (parameter.path("in").asString()) {
          case "path" -> path = path.replace("{" + name + "}", encoded(value));
          case "query" -> query.add(name + "=" + encoded(value));
          default -> call.header(name, name.equals("Orderflow-Signature") ? sign(call) : value);
        }
      }
    }
    call.target = path + query;
    return call;
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, UTF_8).replace("+", "%20");
  }

  /** A genuine one: those in the document are too old. */
  String sign(Call call) {
    byte[] body = call.body == null ? new byte[0] : call.body;
    long now = clock.instant().getEpochSecond();
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(SECRET.getBytes(UTF_8), "HmacSHA256"));
      mac.update((now + ".").getBytes(UTF_8));
      return "t=" + now + ",v1=" + HexFormat.of().formatHex(mac.doFinal(body));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every Java has it", impossible);
    }
  }
}
