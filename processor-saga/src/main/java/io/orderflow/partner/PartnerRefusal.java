package io.orderflow.partner;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.regex.Pattern;

/**
 * A partner's definitive no.
 *
 * @param code a stable code; an unknown one is a no as well
 * @param detail the partner's message
 */
public record PartnerRefusal(String code, String detail) {

  private static final Pattern WORD = Pattern.compile("[A-Z][A-Z_]{0,63}");
  private static final int MAX_LENGTH = 500;

  /**
   * @throws IllegalArgumentException if it is no code of a partner, but perhaps the page of a proxy
   */
  public PartnerRefusal {
    if (!WORD.matcher(code).matches()) {
      throw new IllegalArgumentException("code must be a word in capital letters");
    }
  }

  /** For a recall: the parcel is on the road. */
  public boolean isAlreadyDispatched() {
    return code.equals("ALREADY_DISPATCHED");
  }

  /** The message for a refusal that settles nothing. */
  public String unforeseen() {
    return "refused as " + code + ", which is not foreseen here";
  }

  /** One line of at most {@value #MAX_LENGTH} characters that can be stored anywhere. */
  public String sentence() {
    // Encoding there and back leaves no half of a surrogate pair behind.
    var line = new String((code + ": " + detail).getBytes(UTF_8), UTF_8);
    return SingleLineText.line(line, MAX_LENGTH);
  }
}
