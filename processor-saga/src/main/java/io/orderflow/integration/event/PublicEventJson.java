package io.orderflow.integration.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.format.EventFormat;
import io.cloudevents.rw.CloudEventDataMapper;
import io.cloudevents.types.Time;
import java.util.Objects;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes CloudEvents as JSON documents, and their data. The SDK's own format needs Jackson 2; this
 * one only writes, and only {@link PublicEvents}.
 *
 * @see <a
 *     href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/formats/json-format.md">JSON
 *     format of CloudEvents 1.0</a>
 */
public final class PublicEventJson implements EventFormat {

  /** The media type of one event with its attributes. */
  public static final String EVENT_TYPE = "application/cloudevents+json";

  static final String DATA_TYPE = "application/json";

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .changeDefaultPropertyInclusion(
              inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
          .build();

  static byte[] write(PublicEventData data) {
    return JSON.writeValueAsBytes(data);
  }

  @Override
  public byte[] serialize(CloudEvent event) {
    var document = JSON.createObjectNode();
    document.put("specversion", event.getSpecVersion().toString());
    document.put("id", event.getId());
    document.put("source", event.getSource().toString());
    document.put("type", event.getType());
    document.put("subject", event.getSubject());
    document.put("time", Time.writeTime(Objects.requireNonNull(event.getTime())));
    document.put("datacontenttype", event.getDataContentType());
    document.put("dataschema", String.valueOf(event.getDataSchema()));
    document.set("data", JSON.readTree(Objects.requireNonNull(event.getData()).toBytes()));
    return JSON.writeValueAsBytes(document);
  }

  /** Not needed: orderflow reads none. */
  @Override
  public CloudEvent deserialize(byte[] bytes, CloudEventDataMapper<?> mapper) {
    throw new UnsupportedOperationException("public events are only written");
  }

  @Override
  public Set<String> deserializableContentTypes() {
    return Set.of();
  }

  @Override
  public String serializedContentType() {
    return EVENT_TYPE;
  }
}
