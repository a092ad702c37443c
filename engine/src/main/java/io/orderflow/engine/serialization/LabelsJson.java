package io.orderflow.engine.serialization;

import io.orderflow.api.Labels;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.ser.std.StdSerializer;

/** Labels in JSON: an object with a string for each key, in the order of the keys. */
final class LabelsJson {

  private LabelsJson() {}

  static final class Serializer extends StdSerializer<Labels> {

    Serializer() {
      super(Labels.class);
    }

    @Override
    public boolean isEmpty(SerializationContext context, Labels labels) {
      return labels.isEmpty();
    }

    @Override
    public void serialize(Labels labels, JsonGenerator json, SerializationContext context) {
      json.writeStartObject();
      labels.values().forEach(json::writeStringProperty);
      json.writeEndObject();
    }
  }

  static final class Deserializer extends StdDeserializer<Labels> {

    Deserializer() {
      super(Labels.class);
    }

    @Override
    public Labels deserialize(JsonParser json, DeserializationContext context) {
      try {
        return new Labels(read(json));
      } catch (IllegalArgumentException refused) {
        throw context.instantiationException(Labels.class, refused);
      }
    }

    private static Map<String, String> read(JsonParser json) {
      if (!json.isExpectedStartObjectToken()) {
        throw new IllegalArgumentException("labels must be an object");
      }
      var values = new LinkedHashMap<String, String>();
      for (String key = json.nextName(); key != null; key = json.nextName()) {
        if (json.nextToken() != JsonToken.VALUE_STRING) {
          throw new IllegalArgumentException("label " + key + " must be a string");
        }
        values.put(key, WellFormedTextDeserializer.required(json.getString()));
      }
      return values;
    }
  }
}
