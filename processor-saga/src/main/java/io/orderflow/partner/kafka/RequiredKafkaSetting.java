package io.orderflow.partner.kafka;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * A setting of Kafka's that must not be made otherwise. Most are made here anyway; whoever asks for
 * something else shall hear that it cannot be had.
 *
 * @param side {@code producer} or {@code consumer}
 * @param name as Spring Boot writes it; Kafka has dots for its hyphens
 * @param kept the values that keep it, in small letters
 * @param remedy a sentence that says what to change
 */
record RequiredKafkaSetting(String side, String name, Set<String> kept, String remedy) {

  private static final String NO_TRANSACTIONS =
      "Remove it: orderflow writes no transactions of Kafka, and with it nothing at all.";
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
              "Remove it, or set it to all: with less, a request that counts as asked may be lost."),
          new RequiredKafkaSetting(
              "producer",
              "enable-idempotence",
              Set.of("true"),
              "Remove it, or set it to true: else records are doubled, or change their order."),
          new RequiredKafkaSetting(
              "consumer",
              "enable-auto-commit",
              Set.of("false"),
              "Remove it, or set it to false: replies would count as read before they are stored."),
          new RequiredKafkaSetting(
              "consumer",
              "auto-offset-reset",
              Set.of("earliest"),
              "Remove it, or set it to earliest: a new group would miss the replies there are."),
          new RequiredKafkaSetting(
              "consumer",
              "isolation-level",
              Set.of("read_committed"),
              "Remove it, or set it to read-committed: replies taken back would be believed."),
          new RequiredKafkaSetting(
              "consumer",
              "group-protocol",
              Set.of("classic"),
              "Remove it, or set it to classic: with the other one Kafka takes no time from here"
                  + " after which a dead process is given up."));

  /**
   * @throws InvalidConfigurationPropertyValueException which names the setting that breaks it
   */
  void mustBeKept(Binder settings) {
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
    if (!wanted.isEmpty() && !kept.contains(wanted)) {
      throw new InvalidConfigurationPropertyValueException(property, value, remedy);
    }
  }
}
