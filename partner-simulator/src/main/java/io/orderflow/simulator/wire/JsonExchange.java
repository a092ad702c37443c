package io.orderflow.simulator.wire;

import io.orderflow.simulator.ledger.LedgerUnavailableException;
import io.orderflow.simulator.settings.SimulatorProperties;
import io.orderflow.simulator.wire.SimulatedReply.Manner;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Reads requests within limits, and writes answers. */
public final class JsonExchange implements AutoCloseable {

  private static final Duration MAX_WAIT = Duration.ofSeconds(20);

  private final JsonMapper json;
  private final SimulatorProperties settings;
  private final DelayedResponses held = new DelayedResponses();

  public JsonExchange(JsonMapper json, SimulatorProperties settings) {
    this.json = json;
    this.settings = settings;
  }

  /** The idempotency key, which every POST must carry. */
  public String key(ServerRequest request) {
    return checkedKey(
        "the header Idempotency-Key", request.headers().firstHeader("Idempotency-Key"));
  }

  /** The key of a look-up. */
  public String keyToFind(ServerRequest request) {
    return checkedKey("the parameter key", request.param("key").orElse(null));
  }

  private static String checkedKey(String name, @Nullable String value) {
    try {
      return FieldChecks.key(name, value);
    } catch (IllegalArgumentException malformed) {
      throw RequestRejectedException.malformed(
          "KEY_MALFORMED", RequestBodyReader.sentence(malformed));
    }
  }

  public <T> T body(ServerRequest request, Class<T> type) throws IOException {
    byte[] bytes;
    try (InputStream in = request.servletRequest().getInputStream()) {
      bytes = in.readNBytes(RequestBodyReader.MAX_BODY + 1);
    }
    return RequestBodyReader.read(json, bytes, type, JacksonException::getOriginalMessage);
  }

  /** Waits until the decision is durable, and writes the answer. */
  public ServerResponse answer(CompletableFuture<SimulatedReply> decided) {
    SimulatedReply reply = await(decided);
    return switch (reply.manner()) {
      case AT_ONCE, TWICE -> write(reply);
      case SLOW -> hold(reply, settings.slowAnswer());
      case SILENT -> hold(reply, settings.silence());
    };
  }

  /** The value, once durable; 503 if the ledger does not decide in time. */
  public <T> T await(CompletableFuture<T> decided) {
    try {
      return decided.get(MAX_WAIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof RequestRejectedException rejected) {
        throw rejected;
      }
      if (failed.getCause() instanceof LedgerUnavailableException closed) {
        throw RequestRejectedException.unavailable(RequestBodyReader.sentence(closed));
      }
      throw new IllegalStateException(failed.getCause());
    } catch (TimeoutException slow) {
      throw RequestRejectedException.unavailable("The simulator is too busy to decide.");
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw RequestRejectedException.unavailable("The simulator is stopping.");
    }
  }

  private ServerResponse hold(SimulatedReply reply, Duration delay) {
    ServerResponse refusal = write(SimulatedReply.outage("Too many answers are being held back."));
    return held.hold(write(reply), delay, refusal);
  }

  ServerResponse problem(RequestRejectedException rejected) {
    return write(
        new SimulatedReply(
            rejected.status(),
            ProblemBody.of(rejected.status(), rejected.code(), rejected.detail()),
            Manner.AT_ONCE));
  }

  ServerResponse bug() {
    return write(
        new SimulatedReply(
            500,
            ProblemBody.of(500, "INTERNAL_ERROR", "The simulator failed; its log says why."),
            Manner.AT_ONCE));
  }

  private ServerResponse write(SimulatedReply reply) {
    MediaType type =
        reply.body() instanceof ProblemBody
            ? MediaType.APPLICATION_PROBLEM_JSON
            : MediaType.APPLICATION_JSON;
    return ServerResponse.status(reply.status())
        .contentType(type)
        .body(json.writeValueAsBytes(reply.body()));
  }

  @Override
  public void close() {
    held.close();
  }
}
