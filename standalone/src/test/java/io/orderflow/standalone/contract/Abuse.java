package io.orderflow.standalone.contract;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.List;

/** A hostile variant of a documented request. */
final class Abuse {

  /** How strange. */
  enum Kind {
    AS_DOCUMENTED,
    BODY,
    AROUND,
    TARGET,
    FRAMING
  }

  final Kind kind;
  final Operation operation;
  final Call call;
  final byte[] bytes;

  private Abuse(Kind kind, Operation operation, Call call, byte[] bytes) {
    this.kind = kind;
    this.operation = operation;
    this.call = call;
    this.bytes = bytes;
  }

  static Abuse make(List<Operation> operations, Examples examples, Chance chance) {
    var operation = chance.of(operations);
    var call = examples.call(operation, chance.of(List.copyOf(operation.examples().keySet())));
    var kind = kind(chance);
    switch (kind) {
      case AS_DOCUMENTED -> {}
      case BODY -> spoilBody(call, examples, chance);
      case AROUND -> {
        HostileRequest.spoilHeaders(call, chance);
        if (chance.oneIn(4)) {
          HostileRequest.spoilHeaders(call, chance);
        }
      }
      case TARGET -> {
        if (chance.oneIn(4)) {
          HostileRequest.spoilMethod(call, chance);
        } else {
          HostileRequest.spoilTarget(call, chance);
        }
      }
      case FRAMING -> {
        return new Abuse(kind, operation, call, HostileFraming.spoiled(call, chance));
      }
    }
    return new Abuse(kind, operation, call, call.bytes());
  }

  private static Kind kind(Chance chance) {
    int roll = chance.below(20);
    if (roll == 0) {
      return Kind.AS_DOCUMENTED;
    }
    return roll < 11 ? Kind.BODY : roll < 14 ? Kind.AROUND : roll < 18 ? Kind.TARGET : Kind.FRAMING;
  }

  private static void spoilBody(Call call, Examples examples, Chance chance) {
    byte[] good = call.body;
    if (good == null) {
      HostileRequest.spoilTarget(call, chance);
      return;
    }
    call.body = HostileBody.spoiled(good, chance);
    boolean signed = call.headers.removeIf(header -> header.name().equals("Orderflow-Signature"));
    if (signed) {
      call.header("Orderflow-Signature", examples.sign(call));
    }
  }

  /**
   * Whether the web server may refuse the bytes before it has read them all, and close. So it does
   * with a target that has raw bytes beyond ASCII.
   */
  boolean isFramed() {
    return kind == Kind.FRAMING || call.target.chars().anyMatch(character -> character > '~');
  }

  /** Whether what was asked is the operation, whatever was done to the rest. */
  boolean isRouted() {
    return kind == Kind.AS_DOCUMENTED
        || kind == Kind.AROUND
        || (kind == Kind.BODY && call.body != null);
  }

  @Override
  public String toString() {
    String text = new String(bytes, ISO_8859_1);
    return text.length() > 2_000 ? text.substring(0, 2_000) + "…" : text;
  }
}
