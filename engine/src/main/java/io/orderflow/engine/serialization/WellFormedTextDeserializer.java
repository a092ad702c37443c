package io.orderflow.engine.serialization;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.jdk.StringDeserializer;
import tools.jackson.databind.deser.std.StdScalarDeserializer;

/**
 * Text that every part of the system can store and digest as it was sent. JSON can escape half a
 * character; written as UTF-8 all halves become the same question mark, and two different requests
 * would look like one.
 */
final class WellFormedTextDeserializer extends StdScalarDeserializer<String> {

  WellFormedTextDeserializer() {
    super(String.class);
  }

  @Override
  public String deserialize(JsonParser json, DeserializationContext context) {
    if (!json.hasToken(JsonToken.VALUE_STRING)) {
      return StringDeserializer.instance.deserialize(json, context); // refuses what is no text
    }
    try {
      return required(json.getString());
    } catch (IllegalArgumentException refused) {
      throw context.instantiationException(String.class, refused);
    }
  }

  static String required(String text) {
    boolean broken =
        text.codePoints()
            .anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    if (broken) {
      throw new IllegalArgumentException("must be valid Unicode, without lone surrogates");
    }
    return text;
  }
}
