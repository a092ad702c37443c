package io.orderflow.engine.serialization;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.jdk.StringDeserializer;
import tools.jackson.databind.deser.std.StdScalarDeserializer;

/**
 * Refuses text with lone surrogates, which JSON can escape. In UTF-8 each becomes the same question
 * mark, so that two different requests would get the same fingerprint.
 */
final class WellFormedTextDeserializer extends StdScalarDeserializer<String> {

  WellFormedTextDeserializer() {
    super(String.class);
  }

  @Override
  public String deserialize(JsonParser json, DeserializationContext context) {
    if (!json.hasToken(JsonToken.VALUE_STRING)) {
      return StringDeserializer.instance.deserialize(json, context); // reports the wrong type
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
