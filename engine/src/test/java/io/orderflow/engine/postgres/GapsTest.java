package io.orderflow.engine.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.engine.Tally.Count;
import io.orderflow.engine.TallyApplication;
import io.orderflow.engine.TallyView;
import io.orderflow.engine.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.config.Configuration;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** A transaction that commits late: its events have numbers that processors have already passed. */
@DirtiesContext
@SpringBootTest(
    classes = TallyApplication.class,
    webEnvironment = SpringBootTest.WebEnvironment.NONE,
    properties = "spring.autoconfigure.exclude=" + TallyApplication.JPA)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class GapsTest {

  private static final String DATABASE = TestDatabase.createUrl();

  @Autowired Configuration axon;
  @Autowired TallyView view;
  @Autowired TailingEventSource source;
  @Autowired CommandGateway commands;

  @DynamicPropertySource
  static void database(DynamicPropertyRegistry properties) {
    properties.add("spring.datasource.url", () -> DATABASE);
  }

  @Test
  void a_reader_is_called_when_events_come_until_it_closes_its_stream()
      throws InterruptedException {
    // A processor opens its stream anew for each segment that it claims.
    await().until(() -> tally().processingStatus().size() == 2 && source.readers() > 0);
    var called = new CountDownLatch(1);
    var stream = source.openStream(source.createHeadToken());
    assertThat(stream.setOnAvailableCallback(called::countDown)).isTrue();
    int readers = source.readers();
    commands.sendAndWait(new Count(UUID.randomUUID().toString()));
    assertThat(called.await(1, TimeUnit.MINUTES)).isTrue();
    stream.close();
    await().untilAsserted(() -> assertThat(source.readers()).isEqualTo(readers - 1));
  }

  /** By Axon's defaults it is given up after a minute, or 10,000 numbers. */
  @Test
  void an_event_committed_five_minutes_and_many_numbers_late_is_still_handled()
      throws SQLException {
    String late = UUID.randomUUID().toString();
    String early = UUID.randomUUID().toString();
    String first = UUID.randomUUID().toString();
    // Not by connections of the node, of which PostgreSQL ends slow transactions.
    try (var slow = DriverManager.getConnection(DATABASE);
        var quick = DriverManager.getConnection(DATABASE)) {
      // Only behind a position that was reached are gaps ever given up.
      append(quick, first, Instant.now());
      await().untilAsserted(() -> assertThat(view.rowsOf(first)).isEqualTo(1));
      slow.setAutoCommit(false);
      append(slow, late, Instant.now());
      skip(quick, 12_000);
      append(quick, early, Instant.now().minus(Duration.ofMinutes(5)));
      await().untilAsserted(() -> assertThat(view.rowsOf(early)).isEqualTo(1));
      assertThat(view.rowsOf(late)).isZero();
      slow.commit();
    }
    await().untilAsserted(() -> assertThat(view.rowsOf(late)).isEqualTo(1));
    assertThat(view.rowsOf(early)).isEqualTo(1);
  }

  private StreamingEventProcessor tally() {
    return axon.eventProcessingConfiguration()
        .eventProcessor(TallyView.NAME, StreamingEventProcessor.class)
        .orElseThrow();
  }

  private static void skip(Connection connection, int numbers) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(
          "select setval('eventstore.domain_event_entry_global_index_seq', "
              + "nextval('eventstore.domain_event_entry_global_index_seq') + "
              + numbers
              + ")");
    }
  }

  private static void append(Connection connection, String id, Instant time) throws SQLException {
    try (var insert =
        connection.prepareStatement(
            "insert into eventstore.domain_event_entry (aggregate_identifier, sequence_number,"
                + " type, event_identifier, meta_data, payload, payload_revision, payload_type,"
                + " time_stamp) values (?, 0, 'Tally', ?, ?, ?, '1', 'tally.counted', ?)")) {
      insert.setString(1, id);
      insert.setString(2, UUID.randomUUID().toString());
      insert.setBytes(3, "{}".getBytes(StandardCharsets.UTF_8));
      insert.setBytes(
          4, "{\"tallyId\":\"%s\",\"total\":1}".formatted(id).getBytes(StandardCharsets.UTF_8));
      insert.setString(5, time.toString());
      insert.executeUpdate();
    }
  }
}
