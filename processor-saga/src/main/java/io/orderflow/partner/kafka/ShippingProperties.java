package io.orderflow.partner.kafka;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * The transport to the carrier.
 *
 * @param transport {@code http}, or {@code kafka}, which needs {@code
 *     spring.kafka.bootstrap-servers} and no {@code orderflow.partners.shipping.url}
 */
@ConfigurationProperties("orderflow.shipping")
public record ShippingProperties(
    @DefaultValue("http") Transport transport, @DefaultValue Kafka kafka) {

  private static final String PREFIX = "orderflow.shipping.kafka.";

  /**
   * @param groupId the consumer group of replies, shared by all processes of one orderflow (1–255
   *     visible ASCII characters)
   */
  public record Kafka(@DefaultValue Topics topics, @DefaultValue("orderflow") String groupId) {

    private static final Pattern GROUP = Pattern.compile("[\\x21-\\x7e]{1,255}");

    public Kafka {
      if (!GROUP.matcher(groupId).matches()) {
        throw wrong("group-id", groupId, "Set it to 1 to 255 visible ASCII characters.");
      }
    }
  }

  /**
   * @param requests the topic of requests; it holds addresses and needs a short retention
   * @param replies the topic of replies
   * @param repliesDead the dead-letter topic of replies
   */
  public record Topics(
      @DefaultValue("orderflow.shipping.requests") String requests,
      @DefaultValue("orderflow.shipping.replies") String replies,
      @DefaultValue("orderflow.shipping.replies.dead") String repliesDead) {

    private static final Pattern NAME = Pattern.compile("(?!\\.{1,2}$)[a-zA-Z0-9._-]{1,249}");

    public Topics {
      check("requests", requests);
      check("replies", replies);
      check("replies-dead", repliesDead);
      if (Set.copyOf(List.of(requests, replies, repliesDead)).size() < 3) {
        throw wrong("topics", requests, "Give each of its topics a name of its own.");
      }
    }

    private static void check(String name, String topic) {
      if (!NAME.matcher(topic).matches()) {
        throw wrong(
            "topics." + name,
            topic,
            "Set it to 1 to 249 letters, digits, dots, underscores and dashes.");
      }
    }
  }

  private static InvalidConfigurationPropertyValueException wrong(
      String name, String value, String remedy) {
    return new InvalidConfigurationPropertyValueException(PREFIX + name, value, remedy);
  }
}
