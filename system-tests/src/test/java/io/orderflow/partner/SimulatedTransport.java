package io.orderflow.partner;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.Objects;

/** Carries the requests of an adapter into the simulation. */
public final class SimulatedTransport {

  private SimulatedTransport() {}

  /** Gives the adapter's client another way out. There is no door for that in production. */
  public static void plug(HttpPartner partner, Answers answers)
      throws ReflectiveOperationException {
    HttpTransport transport =
        (uri, headers, body) -> {
          var key = Objects.requireNonNull(headers.get("Idempotency-Key"));
          var answer = answers.to(uri.getPath(), key, new String(body, UTF_8));
          return new HttpTransport.Response(answer.status(), answer.body());
        };
    var http = HttpPartner.class.getDeclaredField("http");
    http.setAccessible(true);
    http.set(partner, transport);
  }

  /** The simulated partners, behind their simulated network. */
  @FunctionalInterface
  public interface Answers {

    Answer to(String path, String key, String body) throws IOException;
  }

  public record Answer(int status, String body) {}
}
