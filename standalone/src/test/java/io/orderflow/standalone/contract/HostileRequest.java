package io.orderflow.standalone.contract;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;

/** Spoils what stands around a body: headers, target, method. */
final class HostileRequest {

  private static final List<String> METHODS =
      List.of(
          "PATCH",
          "TRACE",
          "OPTIONS",
          "HEAD",
          "PROPFIND",
          "get",
          "CONNECT",
          "G\u00c4T",
          "DELETE",
          "A".repeat(300));

  private static final List<String> TYPES =
      List.of(
          "text/plain",
          "application/xml",
          "application/json;charset=utf-16",
          "application/json;charset=no-such",
          "application/json; charset=\"",
          "application/problem+json",
          "multipart/form-data; boundary=x",
          "application/x-www-form-urlencoded",
          "json",
          "*/*",
          "/",
          "",
          "application/json, text/html");

  private static final List<String> ACCEPTED =
      List.of(
          "text/html", "application/xml", "*/*;q=0", "text/*", "/", "a", "application/json;q=2");

  private static final List<String> NAMES =
      List.of(
          "Idempotency-Key",
          "If-Match",
          "If-None-Match",
          "Prefer",
          "traceparent",
          "Orderflow-Signature",
          "Authorization",
          "Cookie",
          "Range",
          "Expect",
          "Content-Encoding",
          "X-HTTP-Method-Override",
          "X-Forwarded-For",
          "X-Forwarded-Host",
          "Forwarded",
          "Origin",
          "Accept-Charset",
          "Accept-Encoding",
          "If-Modified-Since",
          "Bad Header",
          "");

  private static final List<String> VALUES =
      List.of(
          "",
          " ",
          "*",
          "\"",
          "W/\"0\"",
          "\"0\", \"1\"",
          "wait=-1",
          "wait=99999999999",
          "wait=0.5",
          "respond-async, wait=0",
          "Bearer x.y.z",
          "Basic YTpi",
          "bytes=0-1",
          "gzip",
          "text\u0000text",
          "t=99999999999999,v1=00",
          "00-00000000000000000000000000000000-0000000000000000-00",
          "\u00e4\u00f6\u00fc",
          "\u007f",
          "k".repeat(256),
          "k".repeat(7000),
          "DELETE",
          "'; select pg_sleep(1); --",
          "(((((((((((((((((((((((((x");

  private static final List<String> SEGMENTS =
      List.of(
          "%2f",
          "%2e%2e",
          "..",
          ".",
          "",
          "%00",
          "%zz",
          "%",
          "%c0%af",
          "%e2%80%ae",
          ";a=b",
          ";",
          "%3b",
          "%5c",
          "\\",
          "a".repeat(400),
          "%27%20or%201=1",
          "*",
          "~",
          "\u00e4",
          "{id}",
          "%F0%9F%98%80",
          "null",
          "-1");

  private static final List<String> QUERIES =
      List.of(
          "limit=0",
          "limit=-1",
          "limit=1e3",
          "limit=201",
          "limit=1&limit=2",
          "limit=",
          "limit=%00",
          "cursor=",
          "cursor=%zz",
          "cursor=AAAA",
          "cursor=YSc7",
          "cursor=a&cursor=b",
          "cursor=" + "A".repeat(500),
          "atLeastVersion=-1",
          "atLeastVersion=99999999999999999999",
          "atLeastVersion=1&atLeastVersion=2",
          "atLeastPosition=",
          "atLeastPosition=BAAAAAAAAADEbOBCa9dUFLklWJHsDzMa",
          "atLeastPosition=B%00",
          "&atLeastPosition=BAAAAAAAAADEbOBCa9dUFLklWJHsDzMa".repeat(21),
          "=",
          "&&&",
          "a[b]=c",
          "a=%",
          "?",
          "unknown=1",
          "%6cimit=%32",
          "x=" + "y".repeat(2000));

  private HostileRequest() {}

  static void spoilHeaders(Call call, Chance chance) {
    switch (chance.below(5)) {
      case 0 -> replace(call, "Content-Type", chance.of(TYPES));
      case 1 -> replace(call, "Accept", chance.of(ACCEPTED));
      case 2 -> call.headers.removeIf(header -> header.name().equals("Content-Type"));
      default -> {
        String value = chance.oneIn(3) ? HostileText.text(chance) : chance.of(VALUES);
        String safe = new String(value.getBytes(UTF_8), ISO_8859_1).replace("\r", "");
        call.header(chance.of(NAMES), safe.replace("\n", ""));
      }
    }
  }

  private static void replace(Call call, String name, String value) {
    call.headers.removeIf(header -> header.name().equals(name));
    call.header(name, value);
  }

  static void spoilTarget(Call call, Chance chance) {
    int query = call.target.indexOf('?');
    String path = query < 0 ? call.target : call.target.substring(0, query);
    if (chance.oneIn(2)) {
      call.target = path + "?" + chance.of(QUERIES);
      return;
    }
    var places = path.chars().filter(c -> c == '/').count();
    int skip = chance.below((int) places);
    int at = -1;
    for (int slash = 0; slash <= skip; slash++) {
      at = path.indexOf('/', at + 1);
    }
    int end = path.indexOf('/', at + 1);
    String rest = end < 0 || chance.oneIn(3) ? "" : path.substring(end);
    String segment = chance.of(SEGMENTS);
    String before = chance.oneIn(2) ? path.substring(0, at + 1) : path.substring(0, at + 1) + "x";
    call.target = new String((before + segment + rest).getBytes(UTF_8), ISO_8859_1);
  }

  static void spoilMethod(Call call, Chance chance) {
    call.method = new String(chance.of(METHODS).getBytes(UTF_8), ISO_8859_1);
  }
}
