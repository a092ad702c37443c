package io.orderflow.engine.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RateLimitedLoggerTest {

  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private final Logger log = new LoggerContext().getLogger("a");
  private final RateLimitedLogger seldom =
      new RateLimitedLogger(((InstantSource) now::get).withZone(ZoneOffset.UTC));

  RateLimitedLoggerTest() {
    lines.start();
    log.addAppender(lines);
  }

  @Test
  void a_burst_is_logged_as_five_lines_and_a_count() {
    for (int i = 0; i < 1_000; i++) {
      seldom.warn(log, "overload", "refused");
    }
    assertThat(written()).hasSize(5).containsOnly("refused");
    now.set(now.get().plus(Duration.ofSeconds(10)));
    seldom.warn(log, "overload", "refused");
    assertThat(written()).hasSize(6).last().asString().contains("refused", "995 similar");
  }

  @Test
  void kinds_are_limited_independently() {
    for (int i = 0; i < 10; i++) {
      seldom.warn(log, "overload", "refused");
    }
    seldom.warn(log, "database", "away");
    assertThat(written()).last().isEqualTo("away");
  }

  private List<String> written() {
    return lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }
}
