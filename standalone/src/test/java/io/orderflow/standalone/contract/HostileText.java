package io.orderflow.standalone.contract;

import java.util.ArrayList;
import java.util.List;

/** Texts and values that have broken something somewhere. */
final class HostileText {

  /** Inside a string of JSON, as it is written there. */
  private static final List<String> CHARACTERS =
      List.of(
          "",
          " ",
          "\\u0000",
          "\\u001b[31m",
          "\\r\\nSet-Cookie: a=b",
          "\\ud800",
          "\\udc00\\ud800",
          "\\u202egpj.exe",
          "\\ufeff",
          "\\uffff",
          "\u0430lice",
          "e\u0301\u0323\u0300",
          "\uD83D\uDC69\u200D\uD83D\uDC69\u200D\uD83D\uDC67",
          "'; drop table ordering.product; --",
          "\\\" or 1=1 --",
          "${jndi:ldap://127.0.0.1/a}",
          "#{7*7}",
          "{{7*7}}",
          "<script>alert(1)</script>",
          "../../../../etc/passwd",
          "%00%0a%25",
          "order:1:PAYMENT:1",
          "null",
          "NaN",
          "-0",
          "0x1F",
          "1e5",
          "+1.00",
          " 1.00",
          "1,00",
          "\u0661\u0662.\u0660\u0660",
          "99999999999999999999999999",
          "1e-999999999");

  private static final List<String> VALUES =
      List.of(
          "null",
          "true",
          "false",
          "0",
          "-0",
          "-1",
          "1",
          "1.0",
          "0.1",
          "1e0",
          "1E400",
          "-1e999999999",
          "1e999999999",
          "1e-999999999",
          "2147483648",
          "9223372036854775808",
          "1" + "0".repeat(400),
          "0." + "0".repeat(400) + "1",
          "[]",
          "{}",
          "[[]]",
          "[null]",
          "{\"amount\":\"1.00\",\"currency\":\"EUR\"}",
          "{\"amount\":1,\"currency\":\"EUR\"}",
          "{\"amount\":\"1.00\",\"currency\":\"XAU\"}",
          "{\"amount\":\"1.00\",\"currency\":\"eur\"}",
          "NaN",
          "Infinity",
          "01",
          "'text'",
          "undefined",
          "\"unfinished",
          "/* why */ 1");

  private HostileText() {}

  /** A value of JSON, or what is none. */
  static String value(Chance chance) {
    return switch (chance.below(4)) {
      case 0 -> chance.of(VALUES);
      case 1 -> "\"" + "x".repeat(1 + chance.below(600)) + "\"";
      case 2 -> chance.oneIn(8) ? nested(chance) : many(chance);
      default -> "\"" + text(chance) + "\"";
    };
  }

  static String text(Chance chance) {
    String text = chance.of(CHARACTERS);
    return chance.oneIn(3) ? text + chance.of(CHARACTERS) : text;
  }

  private static String nested(Chance chance) {
    int depth = 1 + chance.below(20_000);
    return chance.oneIn(2)
        ? "[".repeat(depth) + "]".repeat(depth)
        : "{\"a\":".repeat(depth) + "1" + "}".repeat(depth);
  }

  private static String many(Chance chance) {
    var values = new ArrayList<String>();
    for (int left = chance.below(300); left > 0; left--) {
      values.add(chance.of(VALUES.subList(0, 22)));
    }
    return "[" + String.join(",", values) + "]";
  }
}
