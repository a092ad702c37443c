package io.orderflow.catalog;

import io.orderflow.web.request.IdempotencyKey;
import java.security.Principal;
import java.time.Clock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Carries a request out once per key and repeats the first answer. Without a key every request is
 * new.
 */
@Component
class IdempotentProductRequests {

  private final StoredResponses answered;
  private final JsonMapper json;
  private final Clock clock;

  IdempotentProductRequests(StoredResponses answered, JsonMapper json, Clock clock) {
    this.answered = answered;
    this.json = json;
    this.clock = clock;
  }

  /** Call it in the transaction of the work: both are stored or neither. */
  Answer answer(Asker asker, String request, Supplier<ProductBody> work) {
    if (asker.key() == null) {
      return new Answer(work.get(), false);
    }
    var keyed = new StoredResponses.Request(asker.name(), asker.key(), request);
    return answered
        .claim(keyed, clock.instant())
        .map(earlier -> new Answer(json.readValue(earlier, ProductBody.class), true))
        .orElseGet(
            () -> {
              var body = work.get();
              answered.keep(keyed, json.writeValueAsString(body));
              return new Answer(body, false);
            });
  }

  /**
   * @param replayed whether it was given before
   */
  record Answer(ProductBody body, boolean replayed) {}

  /** The owner of the keys; empty where callers are not authenticated. */
  record Asker(String name, @Nullable IdempotencyKey key) {

    static Asker of(@Nullable Principal caller, @Nullable String key) {
      return new Asker(
          caller == null ? "" : caller.getName(), key == null ? null : new IdempotencyKey(key));
    }
  }
}
