package io.orderflow.engine.outage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** With a logger context of its own, and a database that was never started. */
@ExtendWith(OutputCaptureExtension.class)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class OutageLogFilterTest {

  private final OutageLog outageLog =
      new OutageLog(
          new DatabaseDependency(
              new DatabaseLogin("jdbc:postgresql://localhost:1/none", new Properties())),
          Duration.ZERO,
          Duration.ZERO);
  private final OutageLogFilter filter = new OutageLogFilter();
  private final LoggerContext logs = new LoggerContext();
  private final ListAppender<ILoggingEvent> written = new ListAppender<>();

  @BeforeEach
  void watch() {
    filter.watchFor(outageLog);
  }

  @AfterEach
  void end() {
    filter.takeFrom(logs);
    outageLog.stopWatching();
  }

  @Test
  void a_lasting_outage_is_logged_again_each_minute(CapturedOutput output) {
    outageLog.startWatching();
    assertThat(outageLog.takes(() -> {})).isTrue();
    await().until(() -> output.getAll().contains("is still away"));
    assertThat(output).contains("localhost:1/none", "refused", "1 messages were suppressed so far");
  }

  @Test
  void the_filter_survives_a_new_log_configuration() {
    outageLog.startWatching();
    filter.putInto(logs);
    logs.reset();
    writeOne();
    await().until(outageLog::isNow);
    assertThat(written.list).isEmpty();
  }

  @Test
  void after_the_filter_is_removed_held_messages_are_written() {
    outageLog.startWatching();
    filter.putInto(logs);
    filter.takeFrom(logs);
    writeOne();
    logs.reset();
    writeOne();
    assertThat(written.list).hasSize(8);
  }

  /** The database is not probed: the failed start reports its cause itself. */
  @Test
  void during_the_start_no_outage_is_logged() {
    filter.putInto(logs);
    writeOne();
    assertThat(written.list).isEmpty();
    assertThat(outageLog.isNow()).isFalse();
  }

  private void writeOne() {
    var log = logs.getLogger("planted");
    written.start();
    log.addAppender(written);
    var lost = new SQLException("planted", "08006");
    log.error("planted", lost);
    log.warn("{} {} {}", 1, 2, 3, lost);
    log.warn("{} {}", "planted", lost, "and not traced");
    log.warn("{} - Failed to validate connection {} ({})", "Pool", "one", "closed");
  }
}
