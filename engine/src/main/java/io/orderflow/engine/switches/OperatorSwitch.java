package io.orderflow.engine.switches;

import java.util.regex.Pattern;

/**
 * A part of a module that operators may switch off. It is on until they do.
 *
 * @param name its id in the operator API, stored and never to be changed: lower-case letters,
 *     digits and dashes, at most 63
 * @param schema the module's schema; the setting is stored in its {@code operator_switch}
 * @param whileOff what does not happen while it is off, as a sentence
 */
public record OperatorSwitch(String name, String schema, String whileOff) {

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,62}");

  public OperatorSwitch {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("no name of a switch: " + name);
    }
  }
}
