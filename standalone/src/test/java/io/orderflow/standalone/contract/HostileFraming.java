package io.orderflow.standalone.contract;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.List;

/**
 * Corrupts the framing of a request on the wire. The client closes its half of the connection
 * afterwards, because the other side may wait for more.
 */
final class HostileFraming {

  private HostileFraming() {}

  static byte[] spoiled(Call call, Chance chance) {
    return text(call, chance).getBytes(ISO_8859_1);
  }

  private static String text(Call call, Chance chance) {
    return switch (chance.below(16)) {
      case 0 -> twice("Content-Length", call, "1", "2");
      case 1 -> twice("Content-Length", call, length(call), length(call));
      case 2 ->
          with(
              call,
              "Content-Length",
              chance.of(List.of("-1", "1e9", "0x10", "", "+5", "99999999999999999999")));
      case 3 -> with(call, "Content-Length", Integer.toString(10 + call.toString().length()));
      case 4 -> with(call, "Content-Length", "1");
      case 5 ->
          twice("Transfer-Encoding", call.header("Content-Length", "4"), "chunked", "chunked");
      case 6 -> chunked(call, chance);
      case 7 ->
          with(
              call,
              "Transfer-Encoding",
              chance.of(List.of("gzip", "identity", "chunked, x", "\u000bchunked")));
      case 8 -> with(call, "X-Long", "l".repeat(9_000 + chance.below(30_000)));
      case 9 -> many(call, chance);
      case 10 ->
          call.toString()
              .replace(
                  "HTTP/1.1",
                  chance.of(
                      List.of("HTTP/1.0", "HTTP/2.0", "HTTP/9.9", "", "http/1.1", "HTTP/1.1 x")));
      case 11 ->
          call.toString()
              .replace(
                  "Host: localhost\r\n",
                  chance.of(
                      List.of(
                          "",
                          "Host: a\r\nHost: b\r\n",
                          "Host: a b\r\n",
                          "Host: \r\n",
                          "Host: [::\r\n")));
      case 12 ->
          call.toString().replace("\r\n", chance.of(List.of("\n", "\r", "\r\n \r\n", "\r\n\t")));
      case 13 -> call.toString().substring(0, chance.below(call.toString().length()));
      case 14 -> garbage(chance) + call;
      default -> call.toString() + call + call;
    };
  }

  private static String length(Call call) {
    byte[] body = call.body;
    return Integer.toString(body == null ? 0 : body.length);
  }

  private static String with(Call call, String name, String value) {
    return call.header(name, value).toString();
  }

  private static String twice(String name, Call call, String one, String other) {
    return call.header(name, one).header(name, other).toString();
  }

  private static String chunked(Call call, Chance chance) {
    String body = call.body == null ? "" : new String(call.body, ISO_8859_1);
    String size =
        chance.of(
            List.of(
                "zz",
                "-1",
                "ffffffffffffffffff",
                Integer.toHexString(body.length()),
                "1;a=\"",
                "",
                " 5"));
    call.header("Transfer-Encoding", "chunked");
    call.body = (size + "\r\n" + body + "\r\n0\r\n\r\n").getBytes(ISO_8859_1);
    return call.toString();
  }

  private static String many(Call call, Chance chance) {
    for (int left = 50 + chance.below(150); left > 0; left--) {
      call.header("X-" + left, "v");
    }
    return call.toString();
  }

  private static String garbage(Chance chance) {
    return chance.of(
        List.of(
            "\r\n",
            "\r\n\r\n\r\n",
            "\u0016\u0003\u0001",
            "GET\r\n\r\n",
            "GET /\r\n\r\n",
            "\u0000",
            "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"));
  }
}
