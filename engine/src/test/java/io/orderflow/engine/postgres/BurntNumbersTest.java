package io.orderflow.engine.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.engine.Tally;
import io.orderflow.engine.TallyApplication;
import io.orderflow.engine.TallyView;
import io.orderflow.engine.TestDatabase;
import java.util.UUID;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.config.Configuration;
import org.axonframework.eventhandling.EventTrackerStatus;
import org.axonframework.eventhandling.GapAwareTrackingToken;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Transactions that are rolled back leave numbers behind that no event will ever have. */
@DirtiesContext
@SpringBootTest(
    classes = TallyApplication.class,
    webEnvironment = SpringBootTest.WebEnvironment.NONE,
    properties = {
      // Not the least: a busy machine must carry out each statement in that time.
      "orderflow.transactions.timeout=3s",
      "spring.autoconfigure.exclude=" + TallyApplication.JPA
    })
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class BurntNumbersTest {

  @Autowired Configuration axon;
  @Autowired CommandGateway commands;
  @Autowired JdbcTemplate jdbc;

  @DynamicPropertySource
  static void database(DynamicPropertyRegistry properties) {
    String url = TestDatabase.createUrl();
    properties.add("spring.datasource.url", () -> url);
  }

  @Test
  void numbers_that_no_transaction_can_commit_any_more_are_soon_in_no_position() {
    // They are given up after some seconds. A count that comes later burns others first.
    await()
        .ignoreExceptions() // a transaction that is too slow on a busy machine
        .until(
            () -> {
              jdbc.queryForList(
                  "select nextval('eventstore.domain_event_entry_global_index_seq') from generate_series(1, 99)");
              count();
              return gaps() >= 99;
            });
    await()
        .ignoreExceptions()
        .untilAsserted(
            () -> {
              count();
              assertThat(gaps()).isZero();
            });
  }

  private void count() {
    commands.sendAndWait(new Tally.Count(UUID.randomUUID().toString()));
  }

  /** Of the segment that has most. */
  private int gaps() {
    return axon
        .eventProcessingConfiguration()
        .eventProcessor(TallyView.NAME, StreamingEventProcessor.class)
        .orElseThrow()
        .processingStatus()
        .values()
        .stream()
        .map(EventTrackerStatus::getTrackingToken)
        .filter(GapAwareTrackingToken.class::isInstance)
        .mapToInt(position -> ((GapAwareTrackingToken) position).getGaps().size())
        .max()
        .orElse(0);
  }
}
