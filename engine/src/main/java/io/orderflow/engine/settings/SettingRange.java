package io.orderflow.engine.settings;

import java.time.Duration;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.convert.DurationStyle;

/** Refuses a setting out of its range, and says what to set it to. */
public final class SettingRange {

  private SettingRange() {}

  /**
   * @param least in the form of a setting, such as {@code 10ms}
   * @param most in the same form
   */
  public static void require(String name, Duration value, String least, String most) {
    if (value.compareTo(DurationStyle.SIMPLE.parse(least)) < 0
        || value.compareTo(DurationStyle.SIMPLE.parse(most)) > 0) {
      throw refused(name, value, least + " to " + most);
    }
  }

  public static void require(String name, long value, long least, long most) {
    if (value < least || value > most) {
      throw refused(name, value, least + " to " + most);
    }
  }

  private static InvalidConfigurationPropertyValueException refused(
      String name, Object value, String range) {
    return new InvalidConfigurationPropertyValueException(name, value, "Set it to " + range + ".");
  }
}
