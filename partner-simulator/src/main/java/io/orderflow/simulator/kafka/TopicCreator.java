package io.orderflow.simulator.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;

/** Creates the contract's topics that are missing; existing ones are not changed. */
final class TopicCreator {

  private static final int PARTITIONS = 4;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration A_DAY = Duration.ofDays(1);
  private static final Duration A_WEEK = Duration.ofDays(7);

  private final Map<String, Object> client;

  TopicCreator(String bootstrapServers) {
    this.client =
        Map.of(
            AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrapServers,
            AdminClientConfig.METRIC_REPORTER_CLASSES_CONFIG,
            "");
  }

  void make(SimulatorKafkaProperties.Topics topics)
      throws InterruptedException, ExecutionException, TimeoutException {
    try (Admin admin = Admin.create(client)) {
      for (NewTopic topic :
          List.of(
              // Requests hold addresses, which are not needed after the reply.
              topic(topics.requests(), PARTITIONS, A_DAY),
              topic(topics.requestsDead(), 1, A_WEEK),
              topic(topics.replies(), PARTITIONS, A_WEEK),
              topic(topics.repliesDead(), 1, A_WEEK))) {
        make(admin, topic);
      }
    }
  }

  /** Segments are deleted as a whole, so short ones keep the retention exact. */
  private static NewTopic topic(String name, int partitions, Duration kept) {
    return new NewTopic(name, partitions, (short) 1)
        .configs(
            Map.of(
                "retention.ms", String.valueOf(kept.toMillis()),
                "segment.ms", String.valueOf(kept.dividedBy(8).toMillis()),
                // A dead letter is longer than its record: it adds the reason.
                "max.message.bytes", String.valueOf(partitions == 1 ? 2 << 20 : 1 << 20)));
  }

  private static void make(Admin admin, NewTopic topic)
      throws InterruptedException, ExecutionException, TimeoutException {
    try {
      admin.createTopics(List.of(topic)).all().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException refused) {
      if (!(refused.getCause() instanceof TopicExistsException)) {
        throw refused;
      }
    }
  }
}
