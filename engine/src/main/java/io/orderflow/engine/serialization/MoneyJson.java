package io.orderflow.engine.serialization;

import io.orderflow.api.Money;
import java.util.Currency;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.ser.std.StdSerializer;

/**
 * Money in JSON: {@code {"amount":"1200.00","currency":"EUR"}}. The amount is a string, because
 * many parsers read JSON numbers as binary fractions.
 */
final class MoneyJson {

  private static final String AMOUNT = "amount";
  private static final String CURRENCY = "currency";

  /** More than any amount needs; parsing a number takes quadratic time. */
  private static final int MAX_LENGTH = 40;

  private MoneyJson() {}

  static final class Serializer extends StdSerializer<Money> {

    Serializer() {
      super(Money.class);
    }

    @Override
    public void serialize(Money money, JsonGenerator json, SerializationContext context) {
      json.writeStartObject();
      json.writeStringProperty(AMOUNT, money.amount().toPlainString());
      json.writeStringProperty(CURRENCY, money.currency().getCurrencyCode());
      json.writeEndObject();
    }
  }

  static final class Deserializer extends StdDeserializer<Money> {

    Deserializer() {
      super(Money.class);
    }

    @Override
    public Money deserialize(JsonParser json, DeserializationContext context) {
      if (!json.isExpectedStartObjectToken()) {
        throw refused(context, "money must be an object with amount and currency");
      }
      String amount = null;
      String currency = null;
      for (String name = json.nextName(); name != null; name = json.nextName()) {
        json.nextToken();
        switch (name) {
          case AMOUNT -> amount = text(json, context, AMOUNT);
          case CURRENCY -> currency = text(json, context, CURRENCY);
          default -> handleUnknownProperty(json, context, Money.class, name);
        }
      }
      return money(context, amount, currency);
    }

    private static Money money(
        DeserializationContext context, @Nullable String amount, @Nullable String currency) {
      if (amount == null || currency == null) {
        throw refused(context, "money must have an amount and a currency");
      }
      requireKnown(context, currency);
      try {
        return Money.of(amount, currency);
      } catch (IllegalArgumentException wrong) {
        throw context.instantiationException(Money.class, wrong);
      }
    }

    private static void requireKnown(DeserializationContext context, String currency) {
      try {
        Currency.getInstance(currency);
      } catch (IllegalArgumentException unknown) {
        throw at(CURRENCY, refused(context, "currency must be an ISO 4217 code such as EUR"));
      }
    }

    private static String text(JsonParser json, DeserializationContext context, String name) {
      if (!json.hasToken(JsonToken.VALUE_STRING)) {
        throw at(name, refused(context, name + " must be a string"));
      }
      String text = json.getString();
      if (text.length() > MAX_LENGTH) {
        throw at(name, refused(context, name + " must have at most 40 characters"));
      }
      return text;
    }

    private static JacksonException refused(DeserializationContext context, String sentence) {
      return context.instantiationException(Money.class, new IllegalArgumentException(sentence));
    }

    private static JacksonException at(String name, JacksonException problem) {
      return problem.prependPath(Money.class, name);
    }
  }
}
