package io.orderflow.standalone.contract;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Spoils a good body, by what it says or by how that is written. */
final class HostileBody {

  private static final JsonMapper JSON = new JsonMapper();

  /** Stands where what is no JSON is put in afterwards. */
  private static final String HOLE = "hole-in-the-body";

  private HostileBody() {}

  static byte[] spoiled(byte[] good, Chance chance) {
    return chance.oneIn(3) ? rewritten(good, chance) : edited(good, chance);
  }

  private static byte[] edited(byte[] good, Chance chance) {
    JsonNode body = JSON.readTree(good);
    var holders = new ArrayList<JsonNode>();
    collect(body, holders);
    if (holders.isEmpty()) {
      return HostileText.value(chance).getBytes(UTF_8);
    }
    String fragment =
        switch (chance.of(holders)) {
          case ObjectNode object -> edited(object, chance);
          case ArrayNode array -> edited(array, chance);
          case JsonNode other -> throw new IllegalStateException("holds nothing: " + other);
        };
    return JSON.writeValueAsString(body).replace('"' + HOLE + '"', fragment).getBytes(UTF_8);
  }

  private static String edited(ObjectNode object, Chance chance) {
    var names = List.copyOf(object.propertyNames());
    if (names.isEmpty() || chance.oneIn(6)) {
      object.put(
          chance.of(List.of("admin", "__proto__", "class", "@type", "$ref", "", "id")), HOLE);
      return HostileText.value(chance);
    }
    String name = chance.of(names);
    switch (chance.below(5)) {
      case 0 -> object.remove(name);
      case 1 -> object.set(name + " ", object.remove(name));
      case 2 -> {
        String twice = JSON.writeValueAsString(object.get(name));
        object.put(name, HOLE);
        return twice + "," + JSON.writeValueAsString(name) + ":" + HostileText.value(chance);
      }
      default -> object.put(name, HOLE);
    }
    return HostileText.value(chance);
  }

  private static String edited(ArrayNode array, Chance chance) {
    switch (chance.below(4)) {
      case 0 -> array.removeAll();
      case 1 -> {
        JsonNode some = array.isEmpty() ? array.nullNode() : array.get(0);
        for (int copies = chance.below(150); copies > 0; copies--) {
          array.add(some.deepCopy());
        }
      }
      default -> array.insert(0, HOLE);
    }
    return HostileText.value(chance);
  }

  private static void collect(JsonNode node, List<JsonNode> holders) {
    if (node.isContainer()) {
      holders.add(node);
      node.forEach(each -> collect(each, holders));
    }
  }

  /** The same JSON in an unusual notation. */
  private static byte[] rewritten(byte[] good, Chance chance) {
    String text = new String(good, UTF_8);
    return switch (chance.below(12)) {
      case 0 -> Arrays.copyOf(good, chance.below(good.length + 1));
      case 1 -> ("\uFEFF" + text).getBytes(UTF_8);
      case 2 -> text.getBytes(UTF_16);
      case 3 -> flipped(good, chance);
      case 4 -> (text + chance.of(List.of("x", "{}", ",", "]", "\u0000", " "))).getBytes(UTF_8);
      case 5 -> ("[" + text + "]").getBytes(UTF_8);
      case 6 -> new byte[0];
      case 7 -> text.replace('"', '\'').getBytes(UTF_8);
      case 8 -> new String(good, UTF_8).replace("a", "\uDBFF\uDFFF").getBytes(UTF_8);
      case 9 -> spliced(good, new byte[] {(byte) 0xc0, (byte) 0x80}, chance);
      case 10 -> spliced(good, new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80}, chance);
      default -> chance.oneIn(20) ? " ".repeat(300_000).getBytes(UTF_8) : " \n\t".getBytes(UTF_8);
    };
  }

  private static byte[] flipped(byte[] good, Chance chance) {
    byte[] bad = good.clone();
    for (int flips = 1 + chance.below(4); flips > 0 && bad.length > 0; flips--) {
      bad[chance.below(bad.length)] = (byte) chance.below(256);
    }
    return bad;
  }

  private static byte[] spliced(byte[] good, byte[] piece, Chance chance) {
    int at = chance.below(good.length + 1);
    byte[] bad = Arrays.copyOf(good, good.length + piece.length);
    System.arraycopy(piece, 0, bad, at, piece.length);
    System.arraycopy(good, at, bad, at + piece.length, good.length - at);
    return bad;
  }
}
