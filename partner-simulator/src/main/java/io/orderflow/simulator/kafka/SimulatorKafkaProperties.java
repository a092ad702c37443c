package io.orderflow.simulator.kafka;

import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The carrier's Kafka transport, besides HTTP.
 *
 * @param bootstrapServers the broker, {@code host:port}, several separated by commas; without one
 *     Kafka is used only if a broker is started here
 * @param group the carrier's consumer group
 * @param topics the topics' names
 * @param broker the broker that the simulator can start
 */
@ConfigurationProperties("simulator.kafka")
public record SimulatorKafkaProperties(
    @DefaultValue("") String bootstrapServers,
    @DefaultValue("partner-simulator") String group,
    @DefaultValue Topics topics,
    @DefaultValue Broker broker) {

  private static final String SERVER =
      "([A-Za-z0-9_]+://)?([^\\s:/,]+|\\[[0-9A-Fa-f:.]+]):[0-9]{1,5}";
  private static final Pattern SERVERS = Pattern.compile(SERVER + "(," + SERVER + ")*");

  /** No Kafka at all. */
  public static final SimulatorKafkaProperties NONE = at("");

  /** Default topics and group, on this broker. */
  public static SimulatorKafkaProperties at(String bootstrapServers) {
    return new SimulatorKafkaProperties(
        bootstrapServers, "partner-simulator", Topics.AGREED, Broker.NONE);
  }

  /** The same on the broker started here, unless another one is configured. */
  public SimulatorKafkaProperties at(EmbeddedKafka broker) {
    String servers = bootstrapServers.isEmpty() ? broker.bootstrapServers() : bootstrapServers;
    return new SimulatorKafkaProperties(servers, group, topics, this.broker);
  }

  /**
   * The topics of docs/partners/shipping-kafka.yaml.
   *
   * @param requests the topic of requests to the carrier
   * @param requestsDead the dead-letter topic of requests
   * @param replies the topic of the carrier's replies
   * @param repliesDead the dead-letter topic of replies
   */
  public record Topics(
      @DefaultValue("orderflow.shipping.requests") String requests,
      @DefaultValue("orderflow.shipping.requests.dead") String requestsDead,
      @DefaultValue("orderflow.shipping.replies") String replies,
      @DefaultValue("orderflow.shipping.replies.dead") String repliesDead) {

    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9._-]{1,249}");

    /** The default names. */
    public static final Topics AGREED =
        new Topics(
            "orderflow.shipping.requests",
            "orderflow.shipping.requests.dead",
            "orderflow.shipping.replies",
            "orderflow.shipping.replies.dead");

    public Topics {
      Stream.of(requests, requestsDead, replies, repliesDead)
          .forEach(
              name ->
                  require(
                      NAME.matcher(name).matches() && !Set.of(".", "..").contains(name),
                      "topics must have names of 1 to 249 letters, digits, dots, dashes and"
                          + " underscores, but one is '"
                          + name
                          + "'"));
      require(
          Stream.of(requests, requestsDead, replies, repliesDead).distinct().count() == 4,
          "topics must have four different names");
    }
  }

  /**
   * A broker of one node on loopback, without access control.
   *
   * @param mode whether the simulator starts one: {@code off}, {@code included} in its own process,
   *     or {@code alone}, which starts the broker and no partner
   * @param port its port; 0 takes any free one
   * @param folder its data folder
   */
  public record Broker(
      @DefaultValue("off") Mode mode,
      @DefaultValue("9092") int port,
      @DefaultValue(".orderflow/kafka") Path folder) {

    static final Broker NONE = new Broker(Mode.OFF, 9092, Path.of(".orderflow/kafka"));

    public Broker {
      require(port >= 0 && port <= 65_535, "broker.port must be between 0 and 65535");
    }
  }

  public enum Mode {
    OFF,
    INCLUDED,
    ALONE
  }

  public SimulatorKafkaProperties {
    bootstrapServers = bootstrapServers.strip();
    require(
        bootstrapServers.isEmpty() || SERVERS.matcher(bootstrapServers).matches(),
        "bootstrap-servers must read like 127.0.0.1:9092, several of them separated by commas");
    require(!group.isBlank(), "group must have a name, for instance partner-simulator");
  }

  private static void require(boolean valid, String sentence) {
    if (!valid) {
      throw new IllegalArgumentException("simulator.kafka." + sentence);
    }
  }
}
