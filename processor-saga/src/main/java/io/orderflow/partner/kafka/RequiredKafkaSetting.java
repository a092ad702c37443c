package io.orderflow.partner.kafka;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * A Kafka setting with a required value. Most are set here anyway; a different value in the
 * configuration stops the start instead of being ignored.
 *
 * @param side {@code producer} or {@code consumer}
 * @param name in Spring Boot's form; Kafka has dots instead of hyphens
 * @param allowed the accepted values, in lower case
 * @param remedy a sentence that says what to change
 */
record RequiredKafkaSetting(String side, String name, Set<String> allowed, String remedy) {

  private static final String NO_TRANSACTIONS =
      "Remove it: orderflow does not use Kafka transactions, and could write nothing with it.";
  private static final String KAFKA = "spring.kafka.";
  private static final Bindable<Map<String, String>> OTHERS =
      Bindable.mapOf(String.class, String.class);

  static final List<RequiredKafkaSetting> ALL =
      List.of(
          new RequiredKafkaSetting("producer", "transaction-id-prefix", Set.of(), NO_TRANSACTIONS),
          new RequiredKafkaSetting("producer", "transactional-id", Set.of(), NO_TRANSACTIONS),
          new RequiredKafkaSetting(
              "producer",
              "acks",
              Set.of("all", "-1"),
              "Remove it, or set it to all: otherwise a request that counts as sent may be lost."),
          new RequiredKafkaSetting(
              "producer",
              "enable-idempotence",
              Set.of("true"),
              "Remove it, or set it to true: otherwise records are duplicated or reordered."),
          new RequiredKafkaSetting(
              "consumer",
              "enable-auto-commit",
              Set.of("false"),
              "Remove it, or set it to false: offsets would be committed before replies are stored."),
          new RequiredKafkaSetting(
              "consumer",
              "auto-offset-reset",
              Set.of("earliest"),
              "Remove it, or set it to earliest: a new group would miss existing replies."),
          new RequiredKafkaSetting(
              "consumer",
              "isolation-level",
              Set.of("read_committed"),
              "Remove it, or set it to read-committed: aborted replies would be processed."),
          new RequiredKafkaSetting(
              "consumer",
              "group-protocol",
              Set.of("classic"),
              "Remove it, or set it to classic: with the other protocol the session time-out of a"
                  + " consumer cannot be set here."));

  /**
   * @throws InvalidConfigurationPropertyValueException that names the contradicting setting
   */
  void check(Binder settings) {
    var property = KAFKA + side + "." + name;
    check(property, settings.bind(property, String.class).orElse(""));
    var kafkaName = name.replace('-', '.');
    for (var others : List.of(KAFKA + side + ".properties", KAFKA + "properties")) {
      var value = settings.bind(others, OTHERS).orElse(Map.of()).getOrDefault(kafkaName, "");
      check(others + "." + kafkaName, value);
    }
  }

  private void check(String property, String value) {
    var wanted = value.strip().toLowerCase(Locale.ROOT).replace("read-", "read_");
    if (!wanted.isEmpty() && !allowed.contains(wanted)) {
      throw new InvalidConfigurationPropertyValueException(property, value, remedy);
    }
  }
}
