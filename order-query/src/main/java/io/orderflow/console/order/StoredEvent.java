package io.orderflow.console.order;

import io.orderflow.api.names.MessageNames;
import io.orderflow.console.page.DisplayTime;
import io.orderflow.engine.origin.Origin;
import io.orderflow.engine.serialization.JsonMapping;
import io.orderflow.views.history.RecordedEvent;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * An event of an order as it is stored.
 *
 * @param name its stable name
 * @param origin what led to it, by the names of its parts
 * @param json its content
 */
record StoredEvent(
    long sequence, DisplayTime at, String name, Map<String, String> origin, String json) {

  private static final Map<Class<?>, String> NAMES = MessageNames.all();
  private static final JsonMapper JSON =
      JsonMapping.applyTo(JsonMapper.builder()).enable(SerializationFeature.INDENT_OUTPUT).build();

  static StoredEvent of(RecordedEvent recorded) {
    var payload = recorded.payload();
    return new StoredEvent(
        recorded.sequence(),
        DisplayTime.of(recorded.at()),
        NAMES.getOrDefault(payload.getClass(), "of a kind that this version does not know"),
        recorded.origin().map(StoredEvent::parts).orElse(Map.of()),
        JSON.writeValueAsString(payload));
  }

  private static Map<String, String> parts(Origin origin) {
    var parts = new LinkedHashMap<String, String>();
    parts.put("cause", origin.cause().name());
    put(parts, "actor", origin.actor());
    put(parts, "correlation id", origin.correlationId());
    put(parts, "causation id", origin.causationId());
    return parts;
  }

  private static void put(Map<String, String> parts, String name, @Nullable String value) {
    if (value != null) {
      parts.put(name, value);
    }
  }
}
