package io.orderflow.ordering;

import io.orderflow.api.order.ShippingAddress;
import io.orderflow.ordering.PlaceOrderRequest.Address;
import io.orderflow.web.request.PlainText;
import io.orderflow.web.request.RequestValidator;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Validates a shipping address. */
final class AddressValidator {

  private static final String AT = "/shippingAddress";
  private static final int MAX_LINE = 200;
  private static final int MAX_PLACE = 100;
  private static final int MAX_POSTAL_CODE = 20;

  private AddressValidator() {}

  /** Null if none was sent, or if it is invalid, which the validator records. */
  static @Nullable ShippingAddress read(RequestValidator check, @Nullable Address sent) {
    if (sent == null) {
      return null;
    }
    var recipient = check.required(AT + "/recipient", sent.recipient(), PlainText.line(MAX_LINE));
    var street = check.required(AT + "/street", sent.street(), PlainText.line(MAX_LINE));
    var code =
        check.required(AT + "/postalCode", sent.postalCode(), PlainText.line(MAX_POSTAL_CODE));
    var city = check.required(AT + "/city", sent.city(), PlainText.line(MAX_PLACE));
    var region = check.optional(AT + "/region", sent.region(), PlainText.line(MAX_PLACE));
    var country = check.required(AT + "/country", sent.country(), AddressValidator::country);
    if (recipient == null || street == null || code == null || city == null || country == null) {
      return null;
    }
    return new ShippingAddress(recipient, street, code, city, region, country);
  }

  private static String country(String code) {
    if (!Locale.getISOCountries(Locale.IsoCountryCode.PART1_ALPHA2).contains(code)) {
      throw new IllegalArgumentException("must be an ISO 3166-1 code of two letters, such as DE");
    }
    return code;
  }
}
