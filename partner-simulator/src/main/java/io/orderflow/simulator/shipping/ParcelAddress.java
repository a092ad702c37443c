package io.orderflow.simulator.shipping;

import io.orderflow.simulator.wire.FieldChecks;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The address of a parcel. It is validated, and neither stored, compared nor logged. */
record ParcelAddress(
    String recipient,
    String street,
    String postalCode,
    String city,
    @Nullable String region,
    String country) {

  private static final int MAX_LENGTH = 500;
  private static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}");

  ParcelAddress {
    recipient = text("address.recipient", recipient);
    street = text("address.street", street);
    postalCode = text("address.postalCode", postalCode);
    city = text("address.city", city);
    if (region != null) {
      region = text("address.region", region);
    }
    if (!COUNTRY.matcher(FieldChecks.present("address.country", country)).matches()) {
      throw new IllegalArgumentException("address.country must be two capital letters");
    }
  }

  private static String text(String name, @Nullable String value) {
    String present = FieldChecks.present(name, value);
    if (present.length() > MAX_LENGTH) {
      throw new IllegalArgumentException(name + " must have at most " + MAX_LENGTH + " characters");
    }
    return present;
  }

  @Override
  public String toString() {
    return "Address[withheld]";
  }
}
