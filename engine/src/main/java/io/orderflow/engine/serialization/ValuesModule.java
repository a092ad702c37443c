package io.orderflow.engine.serialization;

import io.orderflow.api.ChargeId;
import io.orderflow.api.CustomerId;
import io.orderflow.api.Labels;
import io.orderflow.api.Money;
import io.orderflow.api.OrderId;
import io.orderflow.api.OrderNumber;
import io.orderflow.api.PaymentMethod;
import io.orderflow.api.Quantity;
import io.orderflow.api.Reference;
import io.orderflow.api.RequestKey;
import io.orderflow.api.Sku;
import java.util.function.Function;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.deser.std.StdScalarDeserializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdScalarSerializer;
import tools.jackson.databind.ser.std.ToStringSerializer;

/** The JSON forms of the values, which know nothing of JSON themselves. */
final class ValuesModule extends SimpleModule {

  private static final long serialVersionUID = 1L;

  ValuesModule() {
    super("orderflow-values");
    text("orderId", OrderId.class, OrderId::parse);
    text("number", OrderNumber.class, OrderNumber::new);
    text("customerId", CustomerId.class, CustomerId::new);
    text("sku", Sku.class, Sku::new);
    text("reference", Reference.class, Reference::new);
    text("chargeId", ChargeId.class, ChargeId::new);
    text("paymentMethod", PaymentMethod.class, PaymentMethod::new);
    text("key", RequestKey.class, RequestKey::new);
    addDeserializer(String.class, new WellFormedTextDeserializer());
    addSerializer(Quantity.class, new QuantitySerializer());
    addDeserializer(Quantity.class, new QuantityDeserializer());
    addSerializer(Labels.class, new LabelsJson.Serializer());
    addDeserializer(Labels.class, new LabelsJson.Deserializer());
    addSerializer(Money.class, new MoneyJson.Serializer());
    addDeserializer(Money.class, new MoneyJson.Deserializer());
  }

  @Override
  public void setupModule(SetupContext context) {
    super.setupModule(context);
    context.insertAnnotationIntrospector(new RequiredComponentIntrospector());
  }

  private <T> void text(String name, Class<T> type, Function<String, T> parse) {
    addSerializer(type, new ToStringSerializer(type));
    addDeserializer(type, new TextDeserializer<>(name, type, parse));
  }

  /** A value that is written as a JSON string and checks itself. */
  private static final class TextDeserializer<T> extends StdScalarDeserializer<T> {

    private final String name;
    private final Class<T> type;
    private final Function<String, T> parse;

    TextDeserializer(String name, Class<T> type, Function<String, T> parse) {
      super(type);
      this.name = name;
      this.type = type;
      this.parse = parse;
    }

    @Override
    public T deserialize(JsonParser json, DeserializationContext context) {
      try {
        if (!json.hasToken(JsonToken.VALUE_STRING)) {
          throw new IllegalArgumentException(name + " must be a string");
        }
        return parse.apply(WellFormedTextDeserializer.required(json.getString()));
      } catch (IllegalArgumentException refused) {
        throw context.instantiationException(type, refused);
      }
    }
  }

  private static final class QuantitySerializer extends StdScalarSerializer<Quantity> {

    QuantitySerializer() {
      super(Quantity.class);
    }

    @Override
    public void serialize(Quantity quantity, JsonGenerator json, SerializationContext context) {
      json.writeNumber(quantity.value());
    }
  }

  private static final class QuantityDeserializer extends StdScalarDeserializer<Quantity> {

    QuantityDeserializer() {
      super(Quantity.class);
    }

    @Override
    public Quantity deserialize(JsonParser json, DeserializationContext context) {
      try {
        if (!json.hasToken(JsonToken.VALUE_NUMBER_INT)) {
          throw new IllegalArgumentException("quantity must be a whole number");
        }
        boolean small = json.getNumberType() == JsonParser.NumberType.INT;
        return new Quantity(small ? json.getIntValue() : Integer.MAX_VALUE);
      } catch (IllegalArgumentException refused) {
        throw context.instantiationException(Quantity.class, refused);
      }
    }
  }
}
